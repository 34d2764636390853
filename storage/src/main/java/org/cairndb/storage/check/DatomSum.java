package org.cairndb.storage.check;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyBuffer;

/**
 * A sum over datoms that does not depend on their order, from which datoms can also be taken away: two sets are equal if count and both sums are, with a
 * chance of error of about 2^-64 unless somebody contrives it.
 */
final class DatomSum {
    private long count;
    private long first;
    private long second;
    private final KeyBuffer key = new KeyBuffer();

    /** Adds, or with factor -1 takes away, entity, attribute, value and a transaction. */
    void add(DatomBatch batch, int position, long tx, int factor) {
        key.clear();
        key.unsigned(batch.entity(position)).attribute(batch.attribute(position));
        batch.vector(position).writeKey(batch.slot(position), key);
        key.unsigned(tx);
        long hash = 0xcbf29ce484222325L;
        long other = 0x9e3779b97f4a7c15L;
        byte[] bytes = key.array();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
            other = Long.rotateLeft(other, 7) * 0xbf58476d1ce4e5b9L + bytes[i];
        }
        count += factor;
        first += factor * mix(hash);
        second += factor * mix(other);
    }

    long count() {
        return count;
    }

    /** Whether both sums are over the same datoms. */
    boolean sameAs(DatomSum that) {
        return count == that.count && first == that.first && second == that.second;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
