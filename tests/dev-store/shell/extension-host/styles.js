/** Styles inside the elements' shadow roots. */
export const sheet = new CSSStyleSheet();

sheet.replaceSync(`
  :host { box-sizing: border-box; }
  :host([hidden]) { display: none !important; }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  button, a.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 28px; padding: 4px 12px; border: 0; border-radius: 8px;
    font-family: inherit; font-size: 12px; line-height: 20px; font-weight: 600; background: #fff; color: #303030; cursor: pointer; text-decoration: none; white-space: nowrap;
    box-shadow: 0 -1px 0 #b5b5b5 inset, 0 0 0 1px rgb(0 0 0 / 12%) inset; }
  button:hover, a.button:hover { background: #fafafa; }
  button.primary, a.primary { background: #303030; color: #fff; box-shadow: 0 -1px 0 #000 inset; }
  button.primary:hover { background: #1a1a1a; }
  button.critical { color: #8e0b21; }
  button.primary.critical { background: #c5280c; color: #fff; box-shadow: 0 -1px 0 #8e0b21 inset; }
  button.tertiary, a.tertiary { background: none; box-shadow: none; }
  button.tertiary:hover { background: rgb(0 0 0 / 6%); }
  button:disabled { background: #ebebeb; color: #9a9a9a; box-shadow: none; cursor: default; }
  button[aria-busy="true"] { color: transparent !important; position: relative; }
  button[aria-busy="true"]::after, .spinner { content: ""; width: 16px; height: 16px; border-radius: 50%; border: 2px solid #8a8a8a; border-top-color: transparent; animation: spin .8s linear infinite; }
  button[aria-busy="true"]::after { position: absolute; }
  .spinner { display: inline-block; width: 20px; height: 20px; }
  .spinner.large, .spinner.large-100 { width: 44px; height: 44px; border-width: 4px; }
  @keyframes spin { to { transform: rotate(1turn); } }
  :focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
  h2, h3, p { margin: 0; }
  h2 { font-size: 14px; line-height: 20px; font-weight: 650; }

  .field { display: grid; gap: 4px; }
  .field .label { font-weight: 500; }
  .field .control { display: flex; align-items: center; gap: 6px; border: 1px solid #8a8a8a; border-radius: 8px; background: #fdfdfd; padding: 0 10px; min-height: 32px; }
  .field .control:focus-within { outline: 2px solid #005bd3; outline-offset: 1px; }
  .field .control :is(input, textarea, select) { flex: 1; min-width: 0; border: 0; background: none; font: inherit; color: inherit; padding: 5px 0; outline: none; }
  .field textarea { resize: vertical; }
  .field .affix, .details { color: #616161; }
  .details { font-size: 12px; }
  .field.invalid .control { border-color: #8e0b21; background: #fee8eb; }
  .error { color: #8e0b21; display: block; }
  .error::before { content: "⚠ "; }
  :is(.error, .details, .label, .affix, h2, legend):empty { display: none; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .check { display: grid; grid-template-columns: auto 1fr; gap: 0 8px; align-items: start; cursor: pointer; }
  .check input { width: 16px; height: 16px; margin: 2px 0; accent-color: #303030; }
  .check .below { grid-column: 2; }
  fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 6px; min-width: 0; }
  legend { padding: 0 0 4px; font-weight: 500; }

  .banner { border-radius: 12px; overflow: hidden; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / 8%); }
  .banner .title { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 8px 12px; font-weight: 650; background: #e3e3e3; }
  .banner .body { padding: 10px 12px; }
  .banner.info .title { background: #91d0ff; color: #002133; } .banner.success .title { background: #92fcac; color: #01402a; }
  .banner.warning .title { background: #ffb800; color: #251a00; } .banner.critical .title { background: #e51c00; color: #fff; }
  .banner.untitled .title { display: none; }
  .banner.untitled .body { border-left: 4px solid #8a8a8a; }
  .banner.untitled.info .body { border-color: #0094d5; background: #eaf4ff; } .banner.untitled.success .body { border-color: #047b5d; background: #cdfee1; }
  .banner.untitled.warning .body { border-color: #b98900; background: #fff1d6; } .banner.untitled.critical .body { border-color: #c70a24; background: #fee8eb; }
  .banner .actions { display: flex; gap: 8px; margin-top: 8px; } .banner .actions.none { display: none; }
  .banner .title button { background: none; box-shadow: none; min-height: 0; padding: 0 4px; color: inherit; }

  .section { display: grid; gap: 10px; }
  .card { padding: 14px; border-radius: 12px; background: #fff; box-shadow: 0 1px 0 rgb(26 26 26 / 7%), 0 0 0 1px rgb(26 26 26 / 8%); }
  a.text { color: #005bd3; text-decoration: none; cursor: pointer; } a.text:hover { text-decoration: underline; }
  a.text.critical { color: #8e0b21; } a.text.neutral { color: inherit; text-decoration: underline; }
  .clickable { display: block; width: 100%; text-align: inherit; background: none; box-shadow: none; padding: 0; font: inherit; white-space: normal; color: inherit; min-height: 0; }

  .action { display: flex; flex-direction: column; height: 100vh; }
  .action header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 12px 16px; background: #f3f3f3; border-bottom: 1px solid #e3e3e3; }
  .action header button { background: none; box-shadow: none; padding: 4px 8px; }
  .action .body { flex: 1; overflow: auto; min-height: 0; }
  .action .content { padding: 16px; min-height: 96px; }
  .action .busy { display: none; place-items: center; padding: 24px; }
  .action.is-loading .busy { display: grid; } .action.is-loading .content > slot { display: none; }
  .action footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px; border-top: 1px solid #e3e3e3; }
  .block { padding: 16px; display: grid; gap: 10px; }

  .table { display: table; width: 100%; border-collapse: collapse; }
  .table-frame { overflow-x: auto; }
  .pages { display: flex; justify-content: center; gap: 8px; padding: 8px; }
  dialog { border: 0; border-radius: 16px; padding: 0; width: min(620px, calc(100vw - 24px)); font: inherit; color: inherit; box-shadow: 0 20px 40px rgb(0 0 0 / 30%); }
  dialog::backdrop { background: rgb(0 0 0 / 40%); }
  dialog header, dialog footer { display: flex; justify-content: space-between; gap: 8px; padding: 12px 16px; }
  dialog footer { justify-content: flex-end; } dialog .body { padding: 0 16px 16px; }
  .menu { padding: 6px; border: 0; border-radius: 12px; box-shadow: 0 4px 20px rgb(0 0 0 / 20%); min-width: 160px; }
  .menu ::slotted(*) { display: block; }
  .thumb { display: block; width: 100%; height: 100%; object-fit: cover; }
  svg { display: block; }
`);
