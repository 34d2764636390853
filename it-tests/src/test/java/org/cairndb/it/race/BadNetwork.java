package org.cairndb.it.race;

import org.cairndb.storage.store.NodeStore;

/** One database and the network between it and its clients. */
public interface BadNetwork extends AutoCloseable {
    /** A client that shares as little as possible with clients of other numbers. */
    NodeStore connect(int client);

    /** From now on loses answers and requests, of head swaps above all, as a seed says. */
    void disturb(long seed);

    /** The next head swap is applied and its answer lost. */
    void loseNextAnswer();

    /** From now on no head swap is answered. If swaps arrive they are applied, but then no head can be read. */
    void sever(boolean swapsArrive);

    /** From now on all is well. */
    void heal();

    /** How many requests met a fault so far. */
    long faults();

    @Override
    void close();
}
