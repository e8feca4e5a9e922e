/** Starts whatever the page at hand needs. */
import { startAppFrame } from "./app-frame.js";
import { startDevPanel } from "./dev-panel.js";
import { startExtensions } from "./extensions.js";
import { startLiveRegions } from "./live.js";
import { startNavigation } from "./navigation.js";

startNavigation();
if (document.querySelector(".app-frame")) startAppFrame();
else startLiveRegions();
startExtensions();
startDevPanel();
