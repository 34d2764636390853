package org.cairndb.writer;

import java.io.BufferedReader;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cairndb.storage.Stores;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.commit.BranchHead;
import org.cairndb.writer.commit.CommitQueue;
import org.cairndb.writer.ingest.BulkCommit;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.ingest.BulkSettings;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.ingest.ImportReport;
import org.cairndb.writer.ingest.JdbcImport;
import org.cairndb.writer.ingest.JsonOptions;
import org.cairndb.writer.ingest.JsonReport;
import org.cairndb.writer.ingest.JsonTransact;
import org.cairndb.writer.ingest.Transactor;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeReport;
import org.cairndb.writer.merge.Merger;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/**
 * Commits transactions to one branch of one database. Safe for several threads; several writers, in one process or many, can commit to one branch.
 *
 * <pre>{@code
 * try (Writer writer = Writer.open(Location.parse("file:/data/catalog"), WriterOptions.DEFAULT)) {
 *     writer.transact(Map.of("product/sku", "W001", "product/name", "Widget", "product/price", 9.99));
 * }
 * }</pre>
 *
 * <p>A database comes into being with its first commit. When {@link #transact} returns, the transaction is durable. The rules of transactions are in
 * docs/transactions.md.
 */
public final class Writer implements Transactor, AutoCloseable {
    /** The branch that a location without a version means. */
    public static final String MAIN_BRANCH = "main";

    /** How long what is known of the head may serve as the beginning of a branch: much less than a sweep spares what nothing reaches any more. */
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final NodeStore store;
    private final boolean ownsStore;
    private final WriterOptions options;
    private final BranchHead head;
    private final ExecutorService executor;
    private final CommitQueue queue;
    private final Branches branches;

    private Writer(NodeStore store, boolean ownsStore, String branch, WriterOptions options) {
        this.store = store;
        this.ownsStore = ownsStore;
        this.options = options;
        this.head = new BranchHead(store, branch, options.settings().random());
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cairn-writer-" + branch);
            thread.setDaemon(true);
            return thread;
        });
        this.queue = new CommitQueue(head, options.settings(), executor);
        this.branches = new Branches(store, options.settings());
    }

    /**
     * Opens the main branch, or the branch that the location names, and the store with it.
     *
     * @throws CairnException UNSUPPORTED for a store that lets writers overwrite one another
     */
    public static Writer open(Location location, WriterOptions options) {
        return create(Stores.open(location), true, Branches.named(location), options);
    }

    /** Opens a branch of a store that the caller closes after this writer. */
    public static Writer open(NodeStore store, String branch, WriterOptions options) {
        return create(store, false, branch, options);
    }

    private static Writer create(NodeStore store, boolean ownsStore, String branch, WriterOptions options) {
        Writer writer = new Writer(store, ownsStore, Branches.requireBranch(branch), options);
        try {
            store.proveSwaps();
            writer.head.known();
            return writer;
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Commits one transaction.
     *
     * @throws CairnException for a broken rule (TRANSACTION_INVALID, UNIQUE_CONFLICT, CAS_FAILED, SCHEMA_CONFLICT, NO_SUCH_ENTITY, VALUE_INVALID), HEAD_MOVED
     *     and STORE_FAILED when nothing was committed before the retry deadline, OUTCOME_UNKNOWN when that is not known; whatever a transaction function
     *     throws; TRANSACTION_INVALID if called by a transaction function, which must return what it wants committed
     */
    @Override
    public TxReport transact(Transact transaction) {
        try {
            return queue.commit(transaction.withDefaults(options.metadata()));
        } catch (CompletionException e) {
            throw rethrown(e);
        }
    }

    /** Commits one transaction of these operations. */
    public TxReport transact(Operation... operations) {
        return transact(Transact.of(List.of(operations)));
    }

    /** Commits one transaction that puts these maps. */
    @SafeVarargs
    public final TxReport transact(Map<String, ?>... entities) {
        return transact(Transact.of(entities));
    }

    /**
     * Queues one transaction; the result completes as {@link #transact} returns or throws. What depends on the result runs on a thread that may use this writer
     * and wait.
     */
    public CompletableFuture<TxReport> transactAsync(Transact transaction) {
        return queue.submit(transaction.withDefaults(options.metadata()));
    }

    /** {@link #bulkLoader(BulkSettings)} with default settings. */
    public BulkLoader bulkLoader() {
        return bulkLoader(BulkSettings.DEFAULT);
    }

    /** Begins a load of many new entities; transactions go on meanwhile, and wait only while the load is committed. */
    public BulkLoader bulkLoader(BulkSettings bulkSettings) {
        return new BulkLoader(new BulkCommit(queue, head, options.settings(), options.metadata()), bulkSettings);
    }

    /**
     * Imports tables of a relational database in one transaction.
     *
     * @throws CairnException SOURCE_FAILED if the source cannot be read, and whatever {@link BulkLoader#commit} throws
     */
    public ImportReport importTables(Connection source, ImportOptions importOptions) {
        return JdbcImport.run(source, bulkLoader(importOptions.bulk()), importOptions);
    }

    /**
     * Commits newline-delimited JSON; the forms are in docs/transactions.md.
     *
     * @throws CairnException for a line that is wrong, which the message names together with what is committed already
     */
    public JsonReport transactLines(BufferedReader lines, JsonOptions jsonOptions) {
        return JsonTransact.run(lines, this, jsonOptions);
    }

    /** The branches and tags of the database. */
    public Branches branches() {
        return branches;
    }

    /**
     * Creates a branch at the newest state of this writer's branch that it knows, which is its own last commit or what it has read a few minutes ago at most:
     * one request.
     *
     * @throws CairnException as {@link Branches#create}
     */
    public NamedCommit createBranch(String name) {
        return branches.create(name, head.known(MAX_AGE).snapshot());
    }

    /**
     * Creates a tag as {@link #createBranch} creates a branch.
     *
     * @throws CairnException as {@link Branches#createTag}
     */
    public NamedCommit createTag(String name) {
        return branches.createTag(name, head.known(MAX_AGE).snapshot());
    }

    /**
     * Merges a branch, a tag or another version into this writer's branch, in one transaction that names it; the rules are in docs/transactions.md.
     *
     * @throws CairnException NO_SUCH_DATABASE if there is no such version, SCHEMA_CONFLICT if both sides define or alter an attribute in different ways,
     *     OPTION_INVALID if only a fast-forward was asked for and is not possible, and whatever {@link #transact} throws
     */
    public MergeReport merge(Merge merge) {
        return new Merger(queue, head, options.settings(), this::transact).merge(merge);
    }

    /** The newest snapshot of the branch, commits of other writers included. */
    @Override
    public Snapshot snapshot() {
        return head.refresh().snapshot();
    }

    /** The store that is written to. */
    public NodeStore store() {
        return store;
    }

    /** Waits for queued transactions, then closes; a load that waits for its turn fails with CLOSED. */
    @Override
    public void close() {
        queue.close();
        executor.shutdown();
        if (ownsStore) {
            store.close();
        }
    }

    /** The failure as it was, with this caller's stack where that is possible. */
    private static RuntimeException rethrown(CompletionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof CairnException failure) {
            return new CairnException(failure.code(), String.valueOf(failure.getMessage()), failure);
        }
        return cause instanceof RuntimeException failure ? failure : e;
    }
}
