import { openTsxLoader } from "../../setup/tsx-loader.ts";

const loader = await openTsxLoader();
const { send } = await loader.load(new URL("./sender-process.ts", import.meta.url));
await send(JSON.parse(process.argv[2]));
process.exit(0);
