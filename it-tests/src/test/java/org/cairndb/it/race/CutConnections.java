package org.cairndb.it.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.cairndb.it.postgres.PostgresServer;
import org.cairndb.it.postgres.Relay;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;

/** Connections to PostgreSQL that break. */
final class CutConnections implements BadNetwork {
    private static final double SHARE = 0.06;
    private static final String SWAP = "cairn_head SET";
    private static final String READ = "cairn_head WHERE";

    private final String database = PostgresServer.newDatabase();
    private final Relay relay;

    CutConnections() {
        try {
            relay = new Relay(PostgresServer.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public NodeStore connect(int client) {
        return JdbcNodeStore.open(PostgresServer.address(relay, database));
    }

    /** The driver sends texts of statements only at first, so any packet may be the last. */
    @Override
    public void disturb(long seed) {
        relay.cutOften(SHARE, seed);
    }

    @Override
    public void loseNextAnswer() {
        relay.cutAt(SWAP, Relay.Cut.ANSWER);
    }

    @Override
    public void sever(boolean swapsArrive) {
        relay.cutAlways(SWAP, swapsArrive ? Relay.Cut.ANSWER : Relay.Cut.STATEMENT);
        if (swapsArrive) {
            relay.cutAlways(READ, Relay.Cut.STATEMENT);
        }
    }

    @Override
    public void heal() {
        relay.heal();
    }

    @Override
    public long faults() {
        return relay.cuts();
    }

    @Override
    public void close() {
        relay.close();
    }
}
