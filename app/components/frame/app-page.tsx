import { useNavigate } from "@remix-run/react";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Page, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export interface PageLink {
  label: string;
  to: string;
}

interface AppPageProps {
  /** Shown by the admin in its title bar; here only for screen readers. */
  title: string;
  back?: PageLink;
  primary?: PageLink;
  secondary?: PageLink[];
  /** `narrow` for forms and steps, `full` for tables. */
  width?: "narrow" | "normal" | "full";
  children: ReactNode;
}

/** The frame of every page: the admin's title bar with its actions, and the page's own heading. */
export function AppPage({ title, back, primary, secondary = [], width = "normal", children }: AppPageProps) {
  const navigate = useNavigate();
  const shopify = useAppBridge();
  const go = (to: string) => {
    // Asks first when a save bar is open, and never resolves when the merchant stays.
    void shopify.saveBar.leaveConfirmation().then(() => navigate(to));
  };
  return (
    <>
      <TitleBar title={title}>
        {back === undefined ? null : (
          <button variant="breadcrumb" onClick={() => go(back.to)}>
            {back.label}
          </button>
        )}
        {primary === undefined ? null : (
          <button variant="primary" onClick={() => go(primary.to)}>
            {primary.label}
          </button>
        )}
        {secondary.map((link) => (
          <button key={link.to} onClick={() => go(link.to)}>
            {link.label}
          </button>
        ))}
      </TitleBar>
      <Page narrowWidth={width === "narrow"} fullWidth={width === "full"}>
        <Text as="h1" variant="headingLg" visuallyHidden>
          {title}
        </Text>
        {children}
      </Page>
    </>
  );
}
