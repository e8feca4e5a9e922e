import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";

/** What a page's loader throws when there is nothing to show; `data()` of Remix carries it with its status. */
export interface PageProblem {
  title: string;
  detail: string;
  back: { label: string; to: string };
}

/** The problem a thrown response carries, or null when it is not one of ours. */
export function problemOf(error: unknown): PageProblem | null {
  if (!isRouteErrorResponse(error)) return null;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "title" in data ? (data as PageProblem) : null;
}

/** A page that could not be shown, inside the app's frame: what happened, and the way on. */
export function RouteError() {
  const problem = problemOf(useRouteError());
  const { revalidate, state } = useRevalidator();
  const title = problem?.title ?? "This page could not be loaded";
  return (
    <>
      <TitleBar title={title} />
      <Page narrowWidth>
        <Card>
          <BlockStack gap="400">
            <Text as="h1" variant="headingLg">
              {title}
            </Text>
            <Text as="p">
              {problem?.detail ??
                "Something went wrong on our side, or the connection broke. Nothing was changed. Orders keep getting their batches in the background."}
            </Text>
            <InlineStack gap="200">
              {problem === null ? (
                <Button variant="primary" loading={state !== "idle"} onClick={revalidate}>
                  Try again
                </Button>
              ) : (
                <Button variant="primary" url={problem.back.to}>
                  {problem.back.label}
                </Button>
              )}
            </InlineStack>
          </BlockStack>
        </Card>
      </Page>
    </>
  );
}
