package org.cairndb.storage.testing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;

/**
 * A store that fails on purpose: at the next call of an operation, or at a share of all calls.
 *
 * <p>The seed decides every choice, so a run on one thread can be repeated. Safe for use by several threads.
 */
public final class FaultInjectingStore extends ForwardingNodeStore {
    private final Random random;
    private final Map<Operation, Queue<Fault>> armed = new EnumMap<>(Operation.class);
    private final Map<Operation, Map<Fault, Double>> rates = new EnumMap<>(Operation.class);
    private int injected;

    /** A store that behaves until faults are asked for. */
    public FaultInjectingStore(NodeStore delegate, long seed) {
        super(delegate);
        this.random = new Random(seed);
    }

    /** What can fail. Nodes fetched together fail one by one. */
    public enum Operation {
        FETCH,
        PUT,
        READ_HEAD,
        SWAP_HEAD,
        DELETE_HEAD,
        LIST,
        DELETE_NODES
    }

    /** How it fails. */
    public enum Fault {
        /** Nothing happens but an error: STORE_FAILED. */
        FAIL_BEFORE,
        /**
         * It is done, in a put for some of the nodes, and then fails: STORE_FAILED where that is harmless,
         * OUTCOME_UNKNOWN for a head.
         */
        FAIL_AFTER,
        /** It is done or not, and fails with OUTCOME_UNKNOWN; for heads only. */
        UNKNOWN,
        /** One bit of the bytes read is wrong. */
        FLIP_BIT,
        /** The bytes read end early. */
        CUT
    }

    /** Lets the next call of an operation fail; asked for several times, as many calls fail, in this order. */
    public synchronized FaultInjectingStore failNext(Operation operation, Fault fault) {
        requirePossible(operation, fault);
        armed.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(fault);
        return this;
    }

    /** Lets a share of all calls of an operation fail, from 0 for none to 1 for all. */
    public synchronized FaultInjectingStore failOften(Operation operation, Fault fault, double probability) {
        requirePossible(operation, fault);
        rates.computeIfAbsent(operation, key -> new EnumMap<>(Fault.class)).put(fault, probability);
        return this;
    }

    /** Behaves from now on. */
    public synchronized void calm() {
        armed.clear();
        rates.clear();
    }

    /** The number of faults so far. */
    public synchronized int injected() {
        return injected;
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        Optional<Fault> fault = next(Operation.FETCH);
        failIf(fault, Fault.FAIL_BEFORE);
        Fetch fetch = super.fetchNode(id);
        failIf(fault, Fault.FAIL_AFTER);
        if (fetch instanceof Fetch.Found found) {
            return new Fetch.Found(damaged(found.bytes(), fault));
        }
        return fetch;
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        return ids.stream().map(this::fetchNode).toList();
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        Optional<Fault> fault = next(Operation.PUT);
        failIf(fault, Fault.FAIL_BEFORE);
        if (fault.isPresent()) {
            super.putNodes(nodes.stream().filter(node -> coin()).toList());
        } else {
            super.putNodes(nodes);
        }
        failIf(fault, Fault.FAIL_AFTER);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        Optional<Fault> fault = next(Operation.READ_HEAD);
        failIf(fault, Fault.FAIL_BEFORE);
        HeadRead read = super.readHead(branch, known);
        failIf(fault, Fault.FAIL_AFTER);
        if (read instanceof HeadRead.Found found) {
            return new HeadRead.Found(damaged(found.bytes(), fault), found.version());
        }
        return read;
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        Optional<Fault> fault = next(Operation.SWAP_HEAD);
        failUnlessApplied(fault);
        HeadSwap swap = super.swapHead(branch, expected, next);
        loseAnswer(fault);
        return swap;
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        Optional<Fault> fault = next(Operation.DELETE_HEAD);
        failUnlessApplied(fault);
        boolean deleted = super.deleteHead(branch, expected);
        loseAnswer(fault);
        return deleted;
    }

    @Override
    public List<String> listHeads() {
        Optional<Fault> fault = next(Operation.LIST);
        fault.ifPresent(this::fail);
        return super.listHeads();
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        Optional<Fault> fault = next(Operation.LIST);
        fault.ifPresent(this::fail);
        return super.listNodes();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        Optional<Fault> fault = next(Operation.DELETE_NODES);
        failIf(fault, Fault.FAIL_BEFORE);
        if (fault.isPresent()) {
            super.deleteNodes(ids.stream().filter(id -> coin()).toList());
        } else {
            super.deleteNodes(ids);
        }
        failIf(fault, Fault.FAIL_AFTER);
    }

    private static void requirePossible(Operation operation, Fault fault) {
        boolean possible = switch (fault) {
            case FAIL_BEFORE, FAIL_AFTER -> true;
            case UNKNOWN -> operation == Operation.SWAP_HEAD || operation == Operation.DELETE_HEAD;
            case FLIP_BIT, CUT -> operation == Operation.FETCH || operation == Operation.READ_HEAD;
        };
        if (!possible) {
            throw new IllegalArgumentException(operation + " cannot fail with " + fault);
        }
    }

    private synchronized Optional<Fault> next(Operation operation) {
        Fault fault = armed.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (fault == null) {
            fault = drawn(rates.getOrDefault(operation, new HashMap<>())).orElse(null);
        }
        if (fault != null) {
            injected++;
        }
        return Optional.ofNullable(fault);
    }

    private Optional<Fault> drawn(Map<Fault, Double> probabilities) {
        for (Map.Entry<Fault, Double> entry : probabilities.entrySet()) {
            if (random.nextDouble() < entry.getValue()) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private void failIf(Optional<Fault> fault, Fault expected) {
        if (fault.isPresent() && fault.get() == expected) {
            fail(expected);
        }
    }

    private void fail(Fault fault) {
        throw new CairnException(ErrorCode.STORE_FAILED, "Injected fault %s in \"%s\"".formatted(fault, displayUri()));
    }

    private void failUnlessApplied(Optional<Fault> fault) {
        failIf(fault, Fault.FAIL_BEFORE);
        if (fault.isPresent() && fault.get() == Fault.UNKNOWN && coin()) {
            loseAnswer(fault);
        }
    }

    private void loseAnswer(Optional<Fault> fault) {
        if (fault.isPresent()) {
            throw new CairnException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "Injected fault %s in \"%s\"; it may have been applied".formatted(fault.get(), displayUri()));
        }
    }

    private Bytes damaged(Bytes bytes, Optional<Fault> fault) {
        if (fault.isEmpty() || bytes.length() == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length());
        if (fault.get() == Fault.CUT) {
            return bytes.slice(0, at);
        }
        byte[] flipped = bytes.toByteArray();
        flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return Bytes.wrap(flipped);
    }

    private boolean coin() {
        return random.nextBoolean();
    }
}
