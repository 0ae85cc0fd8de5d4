/** What a node asks of its container. What is refused is thrown as an `ApiError`, unless a method says more. */
import type { Container, StartJob } from "@pro-me-the-us/integration/container";
import { unlessRefused } from "./refusals.js";
import { Availability, JobProgress, Submission, Verdict } from "./views/container.js";

/** What a job needs of its node: a delegated token, and a signed statement of the order. */
export type Warrant = Pick<StartJob, "token" | "attestation">;

export class ContainerGateway {
  constructor(private readonly container: Container) {}

  /** Orders the work of one round; the same order again tells how it stands. */
  async startJob(task: string, round: number, warrant: Warrant): Promise<JobProgress> {
    const body = { task, round, role: "worker", ...warrant } as const;
    return JobProgress.parse(await this.container.POST("/v1/jobs", { body }));
  }

  async readJob(job: string): Promise<JobProgress> {
    const params = { path: { job } };
    return JobProgress.parse(await this.container.GET("/v1/jobs/{job}", { params }));
  }

  /** The finished work of a round; undefined when there is none. */
  async readSubmission(task: string, round: number): Promise<Submission | undefined> {
    const params = { path: { task, round } };
    const reading = this.container.GET("/v1/submissions/{task}/{round}", { params });
    const submission = await unlessRefused(reading, "no_submission");
    return submission && Submission.parse(submission);
  }

  /** Has the submission of a key looked at, with a token delegated for its round. */
  async audit(submission: Submission, stakingKey: string, token: string): Promise<Verdict> {
    const body = { ...submission, staking_key: stakingKey, token };
    return Verdict.parse(await this.container.POST("/v1/audits", { body }));
  }

  async readStatus(): Promise<Availability> {
    return Availability.parse(await this.container.GET("/v1/status"));
  }
}
