/** Objects of the smallest program that is compared: one application. */
export const TRIO = 3;
