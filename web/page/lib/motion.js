/** Motion: none for visitors who have asked for less of it. */

/** Whether the visitor has asked for less motion. */
export const isMotionReduced = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
