import { Body, Container, Head, Heading, Hr, Html, Section, Text } from "react-email";
import type { NoticeContent } from "./notice.types.ts";
import type { NoticeLanguage, NoticeWords } from "./notice-words.ts";
import { slot } from "./slots.ts";

interface NoticeEmailProps {
  language: NoticeLanguage;
  words: NoticeWords;
  /** Its texts may hold slots. */
  content: NoticeContent;
}

const font = { fontFamily: "Helvetica, Arial, sans-serif", color: "#1a1a1a" };
const paragraph = { ...font, fontSize: "16px", lineHeight: "24px", margin: "0 0 16px" };
const heading = { ...font, fontSize: "18px", lineHeight: "24px", margin: "24px 0 8px" };
const item = { ...paragraph, padding: "12px 16px", margin: "0 0 8px", backgroundColor: "#f4f4f4" };

/** A recall notice: nothing but text. No picture that counts readers, no promotion, no way to unsubscribe from safety. */
export function NoticeEmail({ language, words, content }: NoticeEmailProps) {
  return (
    <Html lang={language} dir="ltr">
      <Head>
        <title>{words.headline}</title>
      </Head>
      <Body style={{ backgroundColor: "#ffffff", margin: 0, padding: "24px 16px" }}>
        <Container style={{ maxWidth: "600px" }}>
          <Heading
            as="h1"
            style={{ ...font, fontSize: "26px", lineHeight: "32px", margin: 0, color: "#b3261e" }}
          >
            {words.headline}
          </Heading>
          <Text style={{ ...paragraph, fontWeight: "bold" }}>
            {content.shopName} · {content.number}
            <br />
            {words.urgent}
          </Text>
          <Text style={paragraph}>{slot("greeting")}</Text>
          <Paragraphs text={content.body} />
          <Heading as="h2" style={heading}>
            {words.whatYouHave}
          </Heading>
          <Section>
            {slot("rows")}
            <Text style={item}>
              <strong>{slot("title")}</strong>
              <br />
              {words.batchCode}: <strong>{slot("code")}</strong> · {slot("units")}
              <br />
              {words.order} {slot("order")}
            </Text>
            {slot("rowsend")}
          </Section>
          <Text style={paragraph}>{words.compareCode}</Text>
          <Part title={words.danger} text={content.hazard} />
          <Part title={words.whatToDo} text={content.instructions} />
          <Part title={words.why} text={content.reason} />
          {content.remedies.length > 0 && (
            <>
              <Heading as="h2" style={heading}>
                {words.remedies}
              </Heading>
              <ul style={{ ...paragraph, paddingLeft: "24px" }}>
                {content.remedies.map((remedy) => (
                  <li key={remedy}>{words.remedy[remedy] ?? remedy}</li>
                ))}
              </ul>
            </>
          )}
          <Text style={paragraph}>{words.gift}</Text>
          <Text style={{ ...paragraph, fontWeight: "bold" }}>
            {content.replyTo === null ? words.contactByReply : words.contact(content.replyTo)}
          </Text>
          <Hr />
          <Text style={{ ...font, fontSize: "13px", lineHeight: "20px", color: "#555555" }}>
            {words.whyYou(content.shopName, content.number)}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <>
      <Heading as="h2" style={heading}>
        {title}
      </Heading>
      <Paragraphs text={text} />
    </>
  );
}

/** Blank lines part paragraphs, other line breaks stay. */
function Paragraphs({ text }: { text: string }) {
  return text.split(/\n\s*\n/).map((block, index) => (
    <Text key={index} style={paragraph}>
      {block.split("\n").map((line, lineIndex) => (
        <span key={lineIndex}>
          {lineIndex > 0 && <br />}
          {line}
        </span>
      ))}
    </Text>
  ));
}
