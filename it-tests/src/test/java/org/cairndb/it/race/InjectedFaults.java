package org.cairndb.it.race;

import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;

/** Faults for stores without a network: each client's store fails by itself. */
final class InjectedFaults implements BadNetwork {
    private final Supplier<NodeStore> opener;
    private final Collection<FaultInjectingStore> clients = new CopyOnWriteArrayList<>();

    InjectedFaults(Supplier<NodeStore> opener) {
        this.opener = opener;
    }

    @Override
    public NodeStore connect(int client) {
        FaultInjectingStore store = new FaultInjectingStore(opener.get(), RaceSeed.of(client));
        clients.add(store);
        return store;
    }

    /** The seed is that of the clients, drawn when they connected. */
    @Override
    public void disturb(long seed) {
        clients.forEach(client -> client.failOften(Operation.SWAP_HEAD, Fault.FAIL_BEFORE, 0.05)
                .failOften(Operation.SWAP_HEAD, Fault.FAIL_AFTER, 0.1)
                .failOften(Operation.SWAP_HEAD, Fault.UNKNOWN, 0.1)
                .failOften(Operation.PUT, Fault.FAIL_BEFORE, 0.05)
                .failOften(Operation.PUT, Fault.FAIL_AFTER, 0.1)
                .failOften(Operation.FETCH, Fault.FAIL_BEFORE, 0.01)
                .failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 0.1));
    }

    @Override
    public void loseNextAnswer() {
        clients.forEach(client -> client.failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER));
    }

    @Override
    public void sever(boolean swapsArrive) {
        for (FaultInjectingStore client : clients) {
            if (swapsArrive) {
                client.failOften(Operation.SWAP_HEAD, Fault.FAIL_AFTER, 1);
                client.failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            } else {
                client.failNext(Operation.SWAP_HEAD, Fault.UNKNOWN);
                client.failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            }
        }
    }

    @Override
    public void heal() {
        clients.forEach(FaultInjectingStore::calm);
    }

    @Override
    public long faults() {
        return clients.stream().mapToLong(FaultInjectingStore::injected).sum();
    }

    @Override
    public void close() {
        heal();
    }
}
