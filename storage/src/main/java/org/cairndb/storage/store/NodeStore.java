package org.cairndb.storage.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;

/**
 * Where the nodes and the branch heads of one database live.
 *
 * <p>Nodes are write-once objects named by their content hash; a head is the only mutable object and changes only by
 * compare-and-swap. A store knows nothing of what the bytes mean. Every implementation keeps the same relative keys
 * ({@code heads/<branch>}, {@code nodes/<first two digits>/<hex>}), so a store can be copied object by object.
 *
 * <p>All methods are safe for use by several threads, and several processes may use the same store at once. Unless
 * stated otherwise they throw {@link org.cairndb.storage.error.CairnException} with STORE_FAILED when the store fails,
 * ACCESS_DENIED when it refuses, OPTION_INVALID for a malformed branch name, and CLOSED after {@link #close}.
 */
public interface NodeStore extends AutoCloseable {
    /** The location to show to people, without credentials. */
    String displayUri();

    /** Asks for one node. The bytes are not checked against the id: that is the reader's duty. */
    Fetch fetchNode(NodeId id);

    /** Asks for several nodes at once; answers are in the order of the ids. */
    default List<Fetch> fetchNodes(List<NodeId> ids) {
        return ids.stream().map(this::fetchNode).toList();
    }

    /**
     * Stores nodes durably: when this returns they survive a crash. Putting a node again is harmless and makes it young
     * in {@link #listNodes} again, and never leaves fewer or other bytes than given. After a failure any subset may
     * have been stored.
     */
    void putNodes(Collection<StoredNode> nodes);

    /** Reads a head, or learns cheaply that it still has the version that the caller knows. */
    HeadRead readHead(String branch, Optional<HeadVersion> known);

    /** Reads a head of which the caller knows nothing yet. */
    default HeadRead readHead(String branch) {
        return readHead(branch, Optional.empty());
    }

    /**
     * Replaces a head if it still has the expected version, or creates it if no version is expected and there is none.
     * Durable when this returns {@link HeadSwap.Swapped}. The new content must differ from every earlier content of the
     * branch, because a version may be a function of the content.
     *
     * @throws org.cairndb.storage.error.CairnException OUTCOME_UNKNOWN when the swap may or may not have been applied
     */
    HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next);

    /** The names of all branches, sorted. */
    List<String> listHeads();

    /**
     * Deletes a head if it still has the expected version.
     *
     * @return whether it was deleted
     * @throws org.cairndb.storage.error.CairnException OUTCOME_UNKNOWN when it may or may not have been deleted
     */
    boolean deleteHead(String branch, HeadVersion expected);

    /** Lists all nodes in no particular order, lazily; the caller closes the stream. */
    Stream<NodeEntry> listNodes();

    /** Deletes nodes; those that are absent already are skipped. */
    void deleteNodes(Collection<NodeId> ids);

    /**
     * A view of this store that counts its requests. It shares everything else with this store, lives no longer, and need
     * not be closed.
     */
    default NodeStore countedBy(RequestCounter counter) {
        return new CountedStore(this, counter);
    }

    /** How many fetches make progress at the same time: 1 where reading ahead gains nothing, many where a fetch waits for a network. */
    default int parallelFetches() {
        return 1;
    }

    /** How many nodes one request brings, at best; those who fetch ahead ask for as many at once. */
    default int nodesPerFetch() {
        return 1;
    }

    /**
     * Proves, before anything is written, that a swap against a stale version is refused. Stores that guarantee it by
     * themselves have nothing to prove.
     *
     * @throws org.cairndb.storage.error.CairnException UNSUPPORTED when the server ignores the condition of a swap, so that
     *     writers would overwrite one another
     */
    default void proveSwaps() {}

    /** Releases what this object holds; nothing that was stored is lost. Closing twice is harmless. */
    @Override
    void close();
}
