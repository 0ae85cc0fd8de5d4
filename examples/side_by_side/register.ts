/** The website registers a bounty; a node claims the bounty's spec, to plan it. */
import { connectCoordinator } from "@pro-me-the-us/integration";
import { KeyPair, tokensFrom } from "@pro-me-the-us/integration/signing";
import { answers } from "@pro-me-the-us/integration/zod/coordinator";

const { COORDINATOR_URL: baseUrl = "", WEBSITE_TOKEN: token = "", STAKING_SECRET = "" } = process.env;

const website = connectCoordinator({ baseUrl, token, answers });
const bounty = await website.POST("/v1/bounties", {
  body: {
    title: "Add a dark theme",
    description: "Visitors can choose it.",
    repository: { owner: "octo", name: "demo" },
    system_prompt: "You are a careful web developer.",
  },
});

const pair = await KeyPair.fromSecret(STAKING_SECRET);
const grant = { audiences: ["coordinator"], task: "task-1" };
const node = connectCoordinator({ baseUrl, token: tokensFrom(pair, grant), answers });
const claim = await node.POST("/v1/specs/claims", {
  body: { round: 1, github_username: "octo-planner" },
});

console.log(JSON.stringify({ bounty: bounty.id, claimed: claim?.spec, title: bounty.title }));
