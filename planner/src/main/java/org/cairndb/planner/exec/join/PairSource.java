package org.cairndb.planner.exec.join;

/** Pairs of rows that may match: a row of the batch that is streamed, and one of the rows held. */
interface PairSource {
    /** Fills in the next pairs from the beginning of both arrays; 0 if there are no more. */
    int fill(int[] streamed, int[] held);
}
