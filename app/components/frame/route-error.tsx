import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { ReactNode } from "react";

/** What a page's loader throws when there is nothing to show; Remix's `data()` carries it with its status. */
export interface PageProblem {
  title: string;
  detail: string;
  back: { label: string; to: string };
}

/** A page that could not be shown, inside the app's frame: what happened, and the way on. Every page exports it as its ErrorBoundary. */
export function RouteError() {
  const error = useRouteError();
  // Shopify's library answers some requests by throwing a page of its own, which has to run in the frame.
  if (isRouteErrorResponse(error) && typeof error.data === "string" && error.data.includes("<script")) {
    return boundary.error(error);
  }
  const problem = problemOf(error);
  return problem === null ? <Broken /> : <Nothing problem={problem} />;
}

function Nothing({ problem }: { problem: PageProblem }) {
  return (
    <Frame title={problem.title} says={problem.detail}>
      <Button variant="primary" url={problem.back.to}>
        {problem.back.label}
      </Button>
    </Frame>
  );
}

function Broken() {
  const { revalidate, state } = useRevalidator();
  return (
    <Frame
      title="This page could not be loaded"
      says="Something went wrong on our side, or the connection broke. Nothing was changed, and orders keep getting their batches in the background."
    >
      <Button variant="primary" loading={state !== "idle"} onClick={revalidate}>
        Try again
      </Button>
    </Frame>
  );
}

function Frame({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <>
      <TitleBar title={title} />
      <Page narrowWidth>
        <Card>
          <BlockStack gap="400">
            <Text as="h1" variant="headingLg">
              {title}
            </Text>
            <Text as="p">{says}</Text>
            <InlineStack gap="200">{children}</InlineStack>
          </BlockStack>
        </Card>
      </Page>
    </>
  );
}

function problemOf(error: unknown): PageProblem | null {
  if (!isRouteErrorResponse(error)) return null;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "back" in data ? (data as PageProblem) : null;
}
