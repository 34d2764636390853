package org.cairndb.storage.node;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The content hash of a node: SHA-256 of its stored bytes, ordered by unsigned bytes.
 *
 * <p>Immutable, and held as four longs so that a map key costs one small object.
 */
public final class NodeId implements Comparable<NodeId> {
    /** The number of bytes of a node id. */
    public static final int LENGTH = 32;

    private static final int HEX_LENGTH = 2 * LENGTH;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private NodeId(byte[] hash, int offset) {
        first = (long) LONGS.get(hash, offset);
        second = (long) LONGS.get(hash, offset + Long.BYTES);
        third = (long) LONGS.get(hash, offset + 2 * Long.BYTES);
        fourth = (long) LONGS.get(hash, offset + 3 * Long.BYTES);
    }

    /** The id of a node by its stored bytes. */
    public static NodeId of(Bytes stored) {
        return new NodeId(sha256().digest(stored.unsafeArray()), 0);
    }

    /** The id with a given hash of exactly 32 bytes. */
    public static NodeId ofHash(Bytes hash) {
        return ofHash(hash.unsafeArray());
    }

    /** The id with a given hash of exactly 32 bytes. */
    public static NodeId ofHash(byte[] hash) {
        if (hash.length != LENGTH) {
            throw new IllegalArgumentException("a node id has " + LENGTH + " bytes, not " + hash.length);
        }
        return new NodeId(hash, 0);
    }

    /** Reads the 32 bytes of an id that begin at an offset. */
    public static NodeId readFrom(byte[] source, int offset) {
        return new NodeId(source, offset);
    }

    /**
     * The id written as 64 lower-case hexadecimal digits.
     *
     * @throws CairnException OPTION_INVALID when the text is anything else
     */
    public static NodeId parse(String hex) {
        if (!isHex(hex)) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" is not a node id; it needs %d lower-case hexadecimal digits".formatted(hex, HEX_LENGTH));
        }
        return new NodeId(HexFormat.of().parseHex(hex), 0);
    }

    /** Whether {@link #parse} accepts a text. */
    public static boolean isHex(String text) {
        if (text.length() != HEX_LENGTH) {
            return false;
        }
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** The id as 64 lower-case hexadecimal digits. */
    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(first)
                + format.toHexDigits(second)
                + format.toHexDigits(third)
                + format.toHexDigits(fourth);
    }

    /** Writes the 32 bytes of this id at an offset. */
    public void writeTo(byte[] target, int offset) {
        LONGS.set(target, offset, first);
        LONGS.set(target, offset + Long.BYTES, second);
        LONGS.set(target, offset + 2 * Long.BYTES, third);
        LONGS.set(target, offset + 3 * Long.BYTES, fourth);
    }

    /** The 32 bytes of this id. */
    public Bytes toBytes() {
        var hash = new byte[LENGTH];
        writeTo(hash, 0);
        return Bytes.wrap(hash);
    }

    @Override
    public int compareTo(NodeId other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) {
            order = Long.compareUnsigned(second, other.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third, other.third);
        }
        if (order == 0) {
            order = Long.compareUnsigned(fourth, other.fourth);
        }
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeId that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    /** Part of the hash itself, which is uniform already. */
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new CairnException(ErrorCode.INTERNAL, "this Java runtime has no SHA-256", e);
        }
    }
}
