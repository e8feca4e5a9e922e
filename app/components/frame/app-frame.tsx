import { Link, Outlet, useLocation, useNavigation } from "@remix-run/react";
import { NavMenu, useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { useLastingParams } from "./admin-params.ts";
import { PageSkeleton } from "./page-skeleton.tsx";

/** A page that answers sooner than this replaces the old one without a skeleton in between. */
const SKELETON_AFTER_MS = 350;

/** The admin's menu for the app, and the page below it: the old page, then a skeleton, then the new one. */
export function AppFrame() {
  useLastingParams();
  const navigation = useNavigation();
  const { pathname } = useLocation();
  const leaving = navigation.state === "loading" && navigation.location.pathname !== pathname;
  const slow = useAfter(SKELETON_AFTER_MS, leaving);
  return (
    <>
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/batches">Batches</Link>
        <Link to="/app/orders">Orders</Link>
        <Link to="/app/products">Products</Link>
        <Link to="/app/recalls">Recalls</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <LoadingBar on={navigation.state !== "idle"} />
      {slow ? <PageSkeleton /> : <Outlet />}
    </>
  );
}

/** The admin's own thin bar at the top. */
function LoadingBar({ on }: { on: boolean }) {
  const shopify = useAppBridge();
  useEffect(() => {
    if (!on) return;
    shopify.loading(true);
    return () => shopify.loading(false);
  }, [on, shopify]);
  return null;
}

function useAfter(ms: number, on: boolean): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!on) {
      setPassed(false);
      return;
    }
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms, on]);
  return passed;
}
