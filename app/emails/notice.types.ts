/** What is the same in every notice of a recall. All of it plain text as typed. */
export interface NoticeContent {
  /** `R26-001` */
  number: string;
  shopName: string;
  /** Where buyers write to; null: they reply to the sender. */
  replyTo: string | null;
  subject: string;
  body: string;
  reason: string;
  hazard: string;
  instructions: string;
  remedies: readonly string[];
  batchCodes: readonly string[];
}

/** What differs from buyer to buyer. */
export interface NoticeBuyer {
  name: string | null;
  items: readonly NoticeItem[];
}

export interface NoticeItem {
  orderName: string;
  title: string;
  code: string;
  units: number;
}

export interface RenderedNotice {
  subject: string;
  html: string;
  text: string;
}
