package org.cairndb.storage.store.s3;

import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.StoreAddress;

/** Which objects of which bucket make up a database: the same relative keys as in every store. */
record Bucket(String name, String prefix) {
    private static final String HEADS = "heads/";
    private static final String NODES = "nodes/";
    private static final int SHARD_LENGTH = 2;

    static Bucket of(StoreAddress.S3 address) {
        String prefix = address.prefix().isEmpty() ? "" : address.prefix() + "/";
        return new Bucket(address.bucket(), prefix);
    }

    String headsPrefix() {
        return prefix + HEADS;
    }

    String nodesPrefix() {
        return prefix + NODES;
    }

    /** Key of a branch; refuses what is no name. */
    String headKey(String branch) {
        return headsPrefix() + BranchNames.toKey(branch);
    }

    String nodeKey(NodeId id) {
        String hex = id.hex();
        return nodesPrefix() + hex.substring(0, SHARD_LENGTH) + "/" + hex;
    }

    /** Key that nothing else has, given something random. */
    String probeKey(Bytes random) {
        return prefix + "probe/" + random;
    }

    /** The branch that a key below {@link #headsPrefix} belongs to, or empty for an object that is no head. */
    Optional<String> branchOf(String key) {
        return BranchNames.fromKey(key.substring(headsPrefix().length()));
    }

    /** The node that a key below {@link #nodesPrefix} belongs to, or empty for an object that is no node. */
    Optional<NodeId> nodeOf(String key) {
        String hex = key.substring(key.lastIndexOf('/') + 1);
        if (!NodeId.isHex(hex)) {
            return Optional.empty();
        }
        NodeId id = NodeId.parse(hex);
        return nodeKey(id).equals(key) ? Optional.of(id) : Optional.empty();
    }
}
