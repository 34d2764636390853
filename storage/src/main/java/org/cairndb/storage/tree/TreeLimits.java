package org.cairndb.storage.tree;

/** Sizes that shape new nodes. Readers do not depend on them. */
final class TreeLimits {
    /** Datoms of a leaf in bulk. */
    static final int TARGET_DATOMS = 8192;
    /** Datoms of a leaf that a short remainder has joined. */
    static final int MAX_DATOMS = 12_288;
    /** Datoms below which a leaf looks for a neighbour to join. */
    static final int MIN_DATOMS = 3072;
    /** Bytes of text of a leaf, passed only by a single value. */
    static final long TARGET_TEXT_BYTES = 1 << 20;
    /** Children of a branch node. */
    static final int MAX_CHILDREN = 1024;
    /** Children below which a branch node looks for a neighbour to join. */
    static final int MIN_CHILDREN = 128;
    /** Bytes of the separators of a branch node, passed only by a single one. */
    static final long MAX_SEPARATOR_BYTES = 4 << 20;

    private TreeLimits() {}
}
