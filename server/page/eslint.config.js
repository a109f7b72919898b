import js from "@eslint/js";

export default [
  js.configs.recommended,
  {
    // What is not defined is found by the type check.
    rules: {
      "no-undef": "off",
      // What is not to be shown is named by its code.
      "no-control-regex": "off",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-shadow": "error",
    },
  },
];
