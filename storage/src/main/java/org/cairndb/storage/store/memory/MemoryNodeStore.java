package org.cairndb.storage.store.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.ObjectLimits;

/** A view of nodes and heads in memory; several views of one {@link Contents} are one database. */
public final class MemoryNodeStore implements NodeStore {
    private final String displayUri;
    private final Contents contents;
    private final Clock clock;
    private volatile boolean closed;

    private MemoryNodeStore(String displayUri, Contents contents, Clock clock) {
        this.displayUri = displayUri;
        this.contents = contents;
        this.clock = clock;
    }

    /** A new, empty database that only this object reaches. */
    public static MemoryNodeStore anonymous() {
        return open("mem:", new Contents());
    }

    /** Opens a database that the caller holds. */
    public static MemoryNodeStore open(String displayUri, Contents contents) {
        return new MemoryNodeStore(displayUri, contents, Clock.systemUTC());
    }

    /** What a database in memory consists of; it outlives the stores that are opened on it. */
    public static final class Contents {
        private final Map<NodeId, Node> nodes = new ConcurrentHashMap<>();
        private final Map<String, Head> heads = new ConcurrentHashMap<>();
        private final AtomicLong versions = new AtomicLong();
    }

    private record Node(Bytes bytes, Instant storedAt) {}

    private record Head(Bytes bytes, HeadVersion version) {
        boolean is(Optional<HeadVersion> expected) {
            return expected.isPresent() && expected.get().equals(version);
        }
    }

    @Override
    public String displayUri() {
        return displayUri;
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        requireOpen();
        Node node = contents.nodes.get(id);
        if (node == null) {
            return new Fetch.Missing(id);
        }
        return new Fetch.Found(node.bytes());
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        requireOpen();
        Instant now = clock.instant();
        for (StoredNode node : nodes) {
            ObjectLimits.requireStorable("Node " + node.id(), node.bytes());
            contents.nodes.put(node.id(), new Node(node.bytes(), now));
        }
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        requireOpen();
        Head head = contents.heads.get(BranchNames.requireValid(branch));
        if (head == null) {
            return new HeadRead.Missing();
        }
        if (head.is(known)) {
            return new HeadRead.Unchanged();
        }
        return new HeadRead.Found(head.bytes(), head.version());
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        requireOpen();
        BranchNames.requireValid(branch);
        ObjectLimits.requireStorable("The head of branch \"%s\"".formatted(branch), next);
        var replacement = new Head(next, new HeadVersion(Long.toString(contents.versions.incrementAndGet())));
        Head now = contents.heads.compute(branch, (name, current) -> {
            boolean asExpected = current == null ? expected.isEmpty() : current.is(expected);
            return asExpected ? replacement : current;
        });
        if (replacement.equals(now)) {
            return new HeadSwap.Swapped(replacement.version());
        }
        return new HeadSwap.Lost();
    }

    @Override
    public List<String> listHeads() {
        requireOpen();
        return contents.heads.keySet().stream().sorted().toList();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        requireOpen();
        Head head = contents.heads.get(BranchNames.requireValid(branch));
        return head != null && head.is(Optional.of(expected)) && contents.heads.remove(branch, head);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        requireOpen();
        return contents.nodes.entrySet().stream().map(entry -> {
            Node node = entry.getValue();
            return new NodeEntry(entry.getKey(), node.bytes().length(), node.storedAt());
        });
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        requireOpen();
        ids.forEach(contents.nodes::remove);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(displayUri));
        }
    }
}
