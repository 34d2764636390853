package org.cairndb.storage.node;

/** Numbers of the byte format; see docs/format.md. */
public final class NodeFormat {
    /** First four bytes of every stored object: 89 43 52 4E, a byte that is no text and then {@code CRN}. */
    public static final int MAGIC = 0x4E524389;
    /** The version of nodes that is written, and the only one that exists. */
    public static final int VERSION = 1;
    /** The version of heads that is written where it suffices. */
    public static final int HEAD_VERSION = 2;
    /** The version of heads whose schema has retired attributes, and the newest that is read. */
    public static final int HEAD_VERSION_RETIRED = 3;

    /** A leaf of an index tree. */
    public static final int KIND_LEAF = 1;
    /** A branch node of an index tree. */
    public static final int KIND_BRANCH = 2;
    /** A branch head. */
    public static final int KIND_HEAD = 3;

    /** Body stored as it is. */
    public static final int CODEC_NONE = 0;
    /** Body compressed as a raw deflate stream. */
    public static final int CODEC_DEFLATE = 1;

    /** Bytes before the body. */
    public static final int HEADER_BYTES = 16;
    /** Most bytes of a stored object, header included: 16 MiB. */
    public static final int MAX_STORED_BYTES = 1 << 24;
    /** Most bytes of a body before compression, and of all text of a leaf once decoded: 64 MiB. */
    public static final int MAX_RAW_BYTES = 1 << 26;
    /** Most bytes that one stored byte of a body may become. */
    public static final int MAX_EXPANSION = 1024;
    /** Most datoms of a leaf. */
    public static final int MAX_DATOMS = 1 << 20;
    /** Most children of a branch node. */
    public static final int MAX_CHILDREN = 4096;
    /** Greatest level of a node. */
    public static final int MAX_LEVEL = 12;

    private NodeFormat() {}
}
