/** Of the norms in fusion and neck, which belong to no library's weights. */
export const fusionNorm = { eps: 1e-5, momentum: 0.1 } as const;
