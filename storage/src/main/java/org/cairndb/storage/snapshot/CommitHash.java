package org.cairndb.storage.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cairndb.storage.datom.Bytes;

/**
 * A link of the commit chain: SHA-256 of the parent's hash followed by the encoded transaction.
 *
 * @param value 32 bytes
 */
public record CommitHash(Bytes value) {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    /** What stands before the first transaction: 32 zero bytes. */
    public static final CommitHash GENESIS = new CommitHash(Bytes.wrap(new byte[LENGTH]));

    /** Refuses another length. */
    public CommitHash {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("A commit hash has %d bytes, not %d".formatted(LENGTH, value.length()));
        }
    }

    /** The hash of the commit that follows this one. */
    public CommitHash then(Bytes encodedTransaction) {
        MessageDigest digest = sha256();
        digest.update(value.unsafeArray());
        digest.update(encodedTransaction.unsafeArray());
        return new CommitHash(Bytes.wrap(digest.digest()));
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(value.unsafeArray());
    }

    @Override
    public String toString() {
        return hex();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
