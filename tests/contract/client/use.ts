// Lists, filters, pages and reads a figure with the generated types; prints what it found as JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const client = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl: process.argv[2],
  // Several codes are joined by commas, as the schema says (explode: false).
  querySerializer: { array: { style: "form", explode: false } },
});

function given<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

const list = given(await client.GET("/api/v1/claims/"));
const first = given(
  await client.GET("/api/v1/claims/{ref}/", { params: { path: { ref: list.results[0].ref } } }),
);

const filtered = given(
  await client.GET("/api/v1/claims/", {
    params: {
      query: {
        source: "general-staff-ua",
        verification: ["attributed", "corroborated"],
        kind: ["quantity"],
        fields: ["display", "value"],
      },
    },
  }),
);

const paged: string[] = [];
let cursor: string | undefined;
do {
  const page = given(await client.GET("/api/v1/claims/", { params: { query: { page_size: 2, cursor } } }));
  paged.push(...page.results.map((claim) => claim.ref));
  cursor = page.next === null ? undefined : (new URL(page.next).searchParams.get("cursor") ?? undefined);
} while (cursor !== undefined);

const figure = given(
  await client.GET("/api/v1/figures/{slug}/", {
    params: { path: { slug: "russian-personnel-losses" }, query: { as_of: "2024-08-06" } },
  }),
);

const refused = await client.GET("/api/v1/claims/", { params: { query: { page_size: 501 } } });
const problem: components["schemas"]["Problem"] | undefined = refused.error;

console.log(
  JSON.stringify({
    listed: list.results.map((claim) => claim.ref),
    first: "standing" in first ? first.standing?.content_sha256 : null,
    filtered: filtered.results.map((claim) => [claim.ref, claim.display, claim.value?.comparator]),
    paged,
    figure: [figure.display, figure.answer?.comparator, figure.answer?.amount],
    problem: problem?.errors?.map((one) => one.field),
  }),
);
