/** A network whose largest probability is below this gives no answer: it is hardly more than chance. */
export const CHANCE = 0.25;
