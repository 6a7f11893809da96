/** 0 → "A" */
export const letterOf = (place: number): string => String.fromCharCode('A'.charCodeAt(0) + place);
