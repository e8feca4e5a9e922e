/** The fixed texts of a notice. The headline is the one that Regulation (EU) 2023/988 art. 36(2)(a) asks for, in each language. */
export interface NoticeWords {
  headline: string;
  urgent: string;
  greeting: (name: string) => string;
  greetingWithoutName: string;
  /** Stands for `{{name}}` where no name is known. */
  customer: string;
  whatYouHave: string;
  batchCode: string;
  order: string;
  units: (units: number) => string;
  compareCode: string;
  why: string;
  danger: string;
  whatToDo: string;
  remedies: string;
  remedy: Readonly<Record<string, string>>;
  gift: string;
  contact: (address: string) => string;
  contactByReply: string;
  whyYou: (shop: string, number: string) => string;
}

export const noticeLanguages = ["en", "de", "fr", "es"] as const;

export type NoticeLanguage = (typeof noticeLanguages)[number];

/** The first of the locales (BCP 47) that there are fixed texts for; English when there is none. */
export function noticeLanguage(...locales: readonly string[]): NoticeLanguage {
  for (const locale of locales) {
    const language = locale.toLowerCase().split(/[-_]/)[0];
    const known = noticeLanguages.find((name) => name === language);
    if (known !== undefined) return known;
  }
  return "en";
}

export const noticeWords: Readonly<Record<NoticeLanguage, NoticeWords>> = {
  en: {
    headline: "Product safety recall",
    urgent: "Urgent: please read this now.",
    greeting: (name) => `Hello ${name},`,
    greetingWithoutName: "Hello,",
    customer: "customer",
    whatYouHave: "What you bought that is recalled",
    batchCode: "Batch code",
    order: "Order",
    units: (units) => (units === 1 ? "1 unit" : `${units} units`),
    compareCode:
      "Please compare the batch code on what you have. If you cannot find it, treat it as recalled.",
    why: "Why it is recalled",
    danger: "The danger",
    whatToDo: "What to do",
    remedies: "What you can get",
    remedy: {
      refund: "A refund",
      replacement: "A replacement",
      disposal: "Dispose of it safely and send us a proof, for example a photo",
    },
    gift: "If you gave it to somebody else, please pass this message on to them.",
    contact: (address) => `Reply to this message or write to ${address}.`,
    contactByReply: "Reply to this message to reach us.",
    whyYou: (shop, number) =>
      `You get this message because our records show that you bought these goods from ${shop}. Recall ${number}.`,
  },
  de: {
    headline: "Produktsicherheitsrückruf",
    urgent: "Dringend: Bitte lesen Sie dies jetzt.",
    greeting: (name) => `Guten Tag ${name},`,
    greetingWithoutName: "Guten Tag,",
    customer: "Kundin oder Kunde",
    whatYouHave: "Was Sie gekauft haben und zurückgerufen wird",
    batchCode: "Chargennummer",
    order: "Bestellung",
    units: (units) => (units === 1 ? "1 Stück" : `${units} Stück`),
    compareCode:
      "Bitte vergleichen Sie die Chargennummer auf Ihrer Ware. Wenn Sie keine finden, gilt die Ware als zurückgerufen.",
    why: "Warum zurückgerufen wird",
    danger: "Die Gefahr",
    whatToDo: "Was Sie tun sollen",
    remedies: "Was Ihnen zusteht",
    remedy: {
      refund: "Erstattung des Kaufpreises",
      replacement: "Ersatz",
      disposal: "Sichere Entsorgung; senden Sie uns bitte einen Nachweis, zum Beispiel ein Foto",
    },
    gift: "Wenn Sie die Ware weitergegeben haben, leiten Sie diese Nachricht bitte weiter.",
    contact: (address) => `Antworten Sie auf diese Nachricht oder schreiben Sie an ${address}.`,
    contactByReply: "Antworten Sie auf diese Nachricht, um uns zu erreichen.",
    whyYou: (shop, number) =>
      `Sie erhalten diese Nachricht, weil Sie nach unseren Unterlagen diese Ware bei ${shop} gekauft haben. Rückruf ${number}.`,
  },
  fr: {
    headline: "Rappel de produit pour raison de sécurité",
    urgent: "Urgent : merci de lire ce message maintenant.",
    greeting: (name) => `Bonjour ${name},`,
    greetingWithoutName: "Bonjour,",
    customer: "client",
    whatYouHave: "Ce que vous avez acheté et qui est rappelé",
    batchCode: "Numéro de lot",
    order: "Commande",
    units: (units) => (units === 1 ? "1 unité" : `${units} unités`),
    compareCode:
      "Comparez le numéro de lot avec celui de votre produit. Si vous ne le trouvez pas, considérez le produit comme rappelé.",
    why: "Motif du rappel",
    danger: "Le danger",
    whatToDo: "Ce que vous devez faire",
    remedies: "Ce que vous pouvez obtenir",
    remedy: {
      refund: "Un remboursement",
      replacement: "Un remplacement",
      disposal: "Éliminez le produit en toute sécurité et envoyez-nous une preuve, par exemple une photo",
    },
    gift: "Si vous l’avez donné à quelqu’un, merci de lui transmettre ce message.",
    contact: (address) => `Répondez à ce message ou écrivez à ${address}.`,
    contactByReply: "Répondez à ce message pour nous joindre.",
    whyYou: (shop, number) =>
      `Vous recevez ce message car, d’après nos registres, vous avez acheté ces produits chez ${shop}. Rappel ${number}.`,
  },
  es: {
    headline: "Recuperación de un producto por motivos de seguridad",
    urgent: "Urgente: lea este mensaje ahora.",
    greeting: (name) => `Hola, ${name}:`,
    greetingWithoutName: "Hola:",
    customer: "cliente",
    whatYouHave: "Lo que compró y se retira",
    batchCode: "Número de lote",
    order: "Pedido",
    units: (units) => (units === 1 ? "1 unidad" : `${units} unidades`),
    compareCode:
      "Compare el número de lote con el de su producto. Si no lo encuentra, considere que el producto está afectado.",
    why: "Motivo de la retirada",
    danger: "El peligro",
    whatToDo: "Qué debe hacer",
    remedies: "Qué puede obtener",
    remedy: {
      refund: "Un reembolso",
      replacement: "Un producto de sustitución",
      disposal: "Deséchelo de forma segura y envíenos una prueba, por ejemplo una foto",
    },
    gift: "Si se lo ha dado a otra persona, reenvíele este mensaje.",
    contact: (address) => `Responda a este mensaje o escriba a ${address}.`,
    contactByReply: "Responda a este mensaje para ponerse en contacto con nosotros.",
    whyYou: (shop, number) =>
      `Recibe este mensaje porque, según nuestros registros, compró estos productos en ${shop}. Retirada ${number}.`,
  },
};
