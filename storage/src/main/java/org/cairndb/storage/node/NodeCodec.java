package org.cairndb.storage.node;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.error.CairnException;

/** Nodes to stored bytes and back, byte format v1 of docs/format.md. Stateless and safe for use by several threads. */
public final class NodeCodec {
    private NodeCodec() {}

    /** The stored bytes of a leaf, ready for {@link NodeId#of}. Equal datoms give equal bytes on one Java runtime. */
    public static Bytes encode(Leaf leaf) {
        ByteWriter body = new ByteWriter(1 << 14);
        LeafEncoder.write(leaf.datoms(), body);
        return new Envelope(NodeFormat.KIND_LEAF, leaf.index().number(), 0).seal(body);
    }

    /** The stored bytes of a branch node, ready for {@link NodeId#of}. */
    public static Bytes encode(BranchNode branch) {
        ByteWriter body = new ByteWriter(1 << 14);
        BranchCodec.write(branch, body);
        return new Envelope(NodeFormat.KIND_BRANCH, branch.index().number(), branch.level()).seal(body);
    }

    /**
     * The node that stored bytes hold. That the bytes match the id is for the caller to check; the id serves to name the node in errors.
     *
     * @throws CairnException NODE_CORRUPT if the bytes are not a node of this format
     */
    public static Node decode(Bytes stored, NodeId id) {
        Origin origin = Origin.node(id);
        Envelope.Opened opened = Envelope.open(stored, origin);
        Envelope envelope = opened.envelope();
        Index index = indexOf(envelope, origin);
        return switch (envelope.kind()) {
            case NodeFormat.KIND_LEAF -> {
                checkLevel(envelope, 0, 0, origin);
                yield new Leaf(LeafDecoder.read(index, opened.body()));
            }
            case NodeFormat.KIND_BRANCH -> {
                checkLevel(envelope, 1, NodeFormat.MAX_LEVEL, origin);
                yield BranchCodec.read(index, envelope.level(), opened.body());
            }
            default -> throw origin.corrupt("kind %d is not that of a node".formatted(envelope.kind()));
        };
    }

    private static Index indexOf(Envelope envelope, Origin origin) {
        for (Index index : Index.values()) {
            if (index.number() == envelope.index()) {
                return index;
            }
        }
        throw origin.corrupt("index %d is unknown".formatted(envelope.index()));
    }

    private static void checkLevel(Envelope envelope, int min, int max, Origin origin) {
        if (envelope.level() < min || envelope.level() > max) {
            throw origin.corrupt("its level is %d, and %d to %d is possible".formatted(envelope.level(), min, max));
        }
    }
}
