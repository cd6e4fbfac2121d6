/** The last report of a version of either kind of network; null without a version or where it was never judged. */
export const evaluationQuery = <Report>(
  modelId: number | null,
  evaluation: (modelId: number) => Promise<Report | null>,
) => ({
  queryKey: ['models', 'evaluation', modelId],
  queryFn: () => (modelId === null ? null : evaluation(modelId)),
});
