package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The content of a branch head: everything a reader needs to know before it fetches a node. Immutable.
 *
 * <p>{@link #then} gives the head after one more transaction, which is what a commit writes.
 */
public final class Head {
    /** Identity and place in the commit chain. */
    record Line(UUID databaseId, String branch, long tx, Instant instant, CommitHash parent, CommitHash hash) {}

    /** What the last flush left: the roots hold all transactions up to {@code tx}. */
    record Flushed(long tx, CommitHash hash, Roots roots, long rootsSince) {}

    /** Schema with the transaction that changed it last, and the next free ids. */
    record Definitions(Schema schema, long schemaTx, long nextEntity, int nextAttribute) {}

    private final Line line;
    private final Flushed flushed;
    private final Definitions definitions;
    private final Statistics statistics;
    private final Tail tail;
    private final List<Transaction> tailTransactions;

    Head(
            Line line,
            Flushed flushed,
            Definitions definitions,
            Statistics statistics,
            Tail tail,
            List<Transaction> tailTransactions) {
        this.line = line;
        this.flushed = flushed;
        this.definitions = definitions;
        this.statistics = statistics;
        this.tail = tail;
        this.tailTransactions = tailTransactions;
    }

    /** The head of a database before its first transaction. */
    public static Head create(UUID databaseId, String branch) {
        Line line = new Line(databaseId, branch, 0, Instant.EPOCH, CommitHash.GENESIS, CommitHash.GENESIS);
        Flushed flushed = new Flushed(0, CommitHash.GENESIS, Roots.EMPTY, 0);
        Definitions definitions = new Definitions(Schema.empty(), 0, 1, SystemAttributes.FIRST_USER_ID);
        return new Head(line, flushed, definitions, Statistics.EMPTY, Tail.EMPTY, List.of());
    }

    /**
     * Reads a stored head and verifies its check sum and the commit chain of its tail.
     *
     * @param name what to call the head in an error
     * @throws CairnException HEAD_CORRUPT if any byte is wrong
     */
    public static Head decode(Bytes stored, String name) {
        return HeadCodec.decode(stored, name);
    }

    /**
     * A stored head, unchanged but for its nonce.
     *
     * @param stored what {@link #decode} accepts
     * @param nonce 16 random bytes, never used before
     */
    public static Bytes withNonce(Bytes stored, Bytes nonce) {
        return HeadCodec.withNonce(stored, nonce);
    }

    /**
     * The bytes to store.
     *
     * @param nonce 16 random bytes, never used before
     */
    public Bytes encode(Bytes nonce) {
        return HeadCodec.encode(this, nonce);
    }

    /**
     * The head after one more transaction.
     *
     * @throws IllegalArgumentException unless the transaction is the next one
     */
    public Head then(Transaction transaction) {
        return then(transaction, transaction.encode());
    }

    /** The head after one more transaction whose encoded form is known. */
    Head then(Transaction transaction, Bytes encoded) {
        if (transaction.tx() != line.tx() + 1) {
            throw new IllegalArgumentException(
                    "Transaction %d cannot follow transaction %d".formatted(transaction.tx(), line.tx()));
        }
        DatomBatch datoms = transaction.datoms();
        List<Transaction> newTail = new ArrayList<>(tailTransactions);
        newTail.add(transaction);
        Line newLine = new Line(
                line.databaseId(),
                line.branch(),
                transaction.tx(),
                instantOf(transaction),
                line.hash(),
                line.hash().then(encoded));
        Definitions newDefinitions = definitionsAfter(transaction);
        Statistics newStatistics = statistics.then(datoms, newDefinitions.schema());
        return new Head(newLine, flushed, newDefinitions, newStatistics, tail.then(encoded), newTail);
    }

    private Definitions definitionsAfter(Transaction transaction) {
        DatomBatch datoms = transaction.datoms();
        Schema schema = SchemaDatoms.apply(definitions.schema(), datoms);
        long nextEntity = definitions.nextEntity();
        int nextAttribute = definitions.nextAttribute();
        // New ids follow one another; what lies beyond a gap was given by another branch, and came here by a merge.
        for (int i = 0; i < datoms.size(); i++) {
            long entity = datoms.entity(i);
            if (entity == nextEntity) {
                nextEntity++;
            } else if (entity == EntityIds.ofAttribute(nextAttribute)) {
                nextAttribute++;
            }
        }
        boolean unchanged = schema.equals(definitions.schema());
        long schemaTx = unchanged ? definitions.schemaTx() : transaction.tx();
        return new Definitions(unchanged ? definitions.schema() : schema, schemaTx, nextEntity, nextAttribute);
    }

    /** When a transaction was committed, by the datom of its own entity. */
    static Instant instantOf(Transaction transaction) {
        DatomBatch datoms = transaction.datoms();
        OptionalLong micros = OptionalLong.empty();
        int ordinal = datoms.ordinalOf(SystemAttributes.TX_INSTANT.id());
        if (ordinal >= 0 && datoms.column(ordinal).size() == 1) {
            micros = OptionalLong.of(((LongVector) datoms.column(ordinal)).get(0));
        }
        return Values.instantOf(micros.orElseThrow(() -> new CairnException(
                ErrorCode.HEAD_CORRUPT,
                "Transaction %d does not say when it was committed; run the store check".formatted(transaction.tx()))));
    }

    /** The head after a flush of all its transactions into these roots, with what the flush learnt of the ends of values. */
    Head flushedTo(Roots roots, Map<Integer, ValueBounds> bounds) {
        Flushed newFlushed = new Flushed(line.tx(), line.hash(), roots, flushed.rootsSince());
        return new Head(line, newFlushed, definitions, statistics.withBounds(bounds), Tail.EMPTY, List.of());
    }

    /** This head with the roots of flushes before a transaction declared gone. */
    public Head withRootsSince(long tx) {
        Flushed newFlushed = new Flushed(flushed.tx(), flushed.hash(), flushed.roots(), tx);
        return new Head(line, newFlushed, definitions, statistics, tail, tailTransactions);
    }

    /** This head as that of another branch or a tag. */
    public Head named(String branch) {
        Line newLine = new Line(line.databaseId(), branch, line.tx(), line.instant(), line.parent(), line.hash());
        return new Head(newLine, flushed, definitions, statistics, tail, tailTransactions);
    }

    /** This head with the ids that the next new entity and the next new attribute get. */
    public Head withNextIds(long entity, int attribute) {
        Definitions newDefinitions = new Definitions(definitions.schema(), definitions.schemaTx(), entity, attribute);
        return new Head(line, flushed, newDefinitions, statistics, tail, tailTransactions);
    }

    /** The database that the branch belongs to, the same in every copy. */
    public UUID databaseId() {
        return line.databaseId();
    }

    /** Name of the branch. */
    public String branch() {
        return line.branch();
    }

    /** The newest transaction; 0 before the first. */
    public long tx() {
        return line.tx();
    }

    /** When the newest transaction was committed. */
    public Instant instant() {
        return line.instant();
    }

    /** Commit hash of the newest transaction. */
    public CommitHash hash() {
        return line.hash();
    }

    /** Commit hash of the transaction before the newest. */
    public CommitHash parent() {
        return line.parent();
    }

    /** The last transaction that the roots hold. */
    public long flushedTx() {
        return flushed.tx();
    }

    /** Commit hash of the last transaction that the roots hold. */
    public CommitHash flushedHash() {
        return flushed.hash();
    }

    /** Roots of all indexes as of the last flush. */
    public Roots roots() {
        return flushed.roots();
    }

    /** The first transaction from which on the roots of flushes are still stored. */
    public long rootsSince() {
        return flushed.rootsSince();
    }

    /** Attributes as of the newest transaction. */
    public Schema schema() {
        return definitions.schema();
    }

    /** The transaction that changed the schema last. */
    public long schemaTx() {
        return definitions.schemaTx();
    }

    /** The id that the next new entity gets. */
    public long nextEntity() {
        return definitions.nextEntity();
    }

    /** The id that the next new attribute gets. */
    public int nextAttribute() {
        return definitions.nextAttribute();
    }

    /** Count and distinct estimate of an attribute. */
    public AttributeStatistics statistics(int attribute) {
        return statistics.of(attribute, definitions.schema());
    }

    /** What is known of the least and greatest current value of an attribute, or of its entities if it is a presence attribute. */
    public ValueBounds bounds(int attribute) {
        return statistics.bounds(attribute);
    }

    /** The transactions since the last flush, in order. */
    public List<Transaction> tail() {
        return Collections.unmodifiableList(tailTransactions);
    }

    /** Bytes that the tail takes in the stored head. */
    public long tailBytes() {
        return tail.storedBytes();
    }

    /** Datoms in the tail. */
    public long tailDatoms() {
        long datoms = 0;
        for (Transaction transaction : tailTransactions) {
            datoms += transaction.datoms().size();
        }
        return datoms;
    }

    Line line() {
        return line;
    }

    Flushed flushed() {
        return flushed;
    }

    Definitions definitions() {
        return definitions;
    }

    Statistics allStatistics() {
        return statistics;
    }

    Tail storedTail() {
        return tail;
    }
}
