// Gives htmx the page's one Trusted Types policy, which makes no script of a text. Everything on
// the pages works without this file; with it, some forms answer in place.
(() => {
  const types = window.trustedTypes;
  const never = () => {
    throw new TypeError("no script is made of a text");
  };
  const rules = { createHTML: (text) => text, createScript: never };
  const policy = types ? types.createPolicy("concert", rules) : rules;
  htmx.registerExtension("concert", {
    init: (api) => api.initSecurity(policy, never, never),
  });
})();
