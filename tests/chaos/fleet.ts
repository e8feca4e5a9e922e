import type { DevStore } from "../dev-store/dev-store.ts";
import { createRandom } from "../dev-store/state/random.ts";
import type { AppProcess } from "../stack/app-process.ts";
import { startApp } from "../stack/app-process.ts";

type Role = "web" | "worker";

/** Two web and two worker processes over one database, and somebody who kills them. */
export interface Fleet {
  /** A web process that lives at this moment. */
  webUrl(): string;
  /** Kills random processes with SIGKILL and starts others in their places until told to stop. */
  unleash(seed: number): { kills: Role[]; stop: () => Promise<void> };
  stop(): Promise<void>;
}

interface Member {
  role: Role;
  process: AppProcess;
}

const ROLES: Role[] = ["web", "web", "worker", "worker"];
const CALM_MS = 2_000;

export async function startFleet(
  devStore: DevStore,
  databaseUrl: string,
  api: { key: string; secret: string },
): Promise<Fleet> {
  const appUrl = devStore.tunnelUrl;
  if (appUrl === null) throw new Error("the dev store started no tunnel");
  const start = (role: Role): Promise<AppProcess> =>
    startApp({
      role,
      devStoreUrl: devStore.url,
      appUrl,
      apiKey: api.key,
      apiSecret: api.secret,
      smtpPort: devStore.smtpPort,
      databaseUrl,
    });
  const members: Member[] = await Promise.all(
    ROLES.map(async (role) => ({ role, process: await start(role) })),
  );

  let turn = 0;
  const webUrl = (): string => {
    const living = members.filter(({ role, process }) => role === "web" && process.running);
    turn += 1;
    const chosen = living[turn % living.length];
    if (chosen === undefined) throw new Error("no web process lives at this moment");
    return chosen.process.url;
  };
  // A load balancer in small: webhooks and calls go to one living process, then to the other.
  const balance = setInterval(() => {
    if (members.some(({ role, process }) => role === "web" && process.running)) {
      devStore.config.appUrl = webUrl();
    }
  }, 20);

  return {
    webUrl,
    unleash(seed) {
      const random = createRandom(seed);
      const kills: Role[] = [];
      const replacements = new Set<Promise<void>>();
      let isOver = false;
      const replace = async (victim: Member): Promise<void> => {
        await victim.process.kill();
        victim.process = await start(victim.role);
      };
      const rampage = async (): Promise<void> => {
        while (!isOver) {
          await new Promise((resolve) => setTimeout(resolve, CALM_MS * (0.5 + random.next())));
          const victims = members.filter((member) => mayBeKilled(member, members));
          const victim = victims[Math.floor(random.next() * victims.length)];
          if (victim === undefined) continue;
          kills.push(victim.role);
          const replacement = replace(victim).finally(() => replacements.delete(replacement));
          replacements.add(replacement);
        }
      };
      const over = rampage();
      return {
        kills,
        stop: async () => {
          isOver = true;
          await over;
          await Promise.all(replacements);
        },
      };
    },
    async stop() {
      clearInterval(balance);
      await Promise.allSettled(members.map(({ process }) => process.stop()));
    },
  };
}

/** One web process always lives: Shopify gives a delivery up when nobody answers for four hours, and here those are short. */
function mayBeKilled(member: Member, members: readonly Member[]): boolean {
  const living = members.filter(({ process }) => process.running);
  return (
    living.includes(member) &&
    (member.role === "worker" || living.filter(({ role }) => role === "web").length > 1)
  );
}
