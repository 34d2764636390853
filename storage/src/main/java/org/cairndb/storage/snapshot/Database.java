package org.cairndb.storage.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.NewestHead.Known;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/** One branch of a database for reading. Safe for several threads; the snapshots it gives outlive it as long as the store is open. */
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    private final NodeStore store;
    private final NodeReader nodes;
    /** Where the head may be, in the order in which it is looked for; once it was found, that alone. */
    private volatile List<Line> lines;

    private volatile @Nullable Own own;
    private volatile @Nullable Resolved resolved;

    private record Line(String branch, NewestHead newest) {}

    /** A state that perhaps another database read first, and how this one reads it. */
    private record Own(Snapshot origin, Snapshot snapshot) {}

    /** What a version turned out to mean when the head was this one. */
    private record Resolved(String version, CommitHash head, long tx, CommitHash hash) {}

    private Database(NodeStore store, List<Line> lines, NodeCache cache) {
        this.store = store;
        this.lines = lines;
        this.nodes = new NodeReader(store, cache);
    }

    /**
     * The branch or tag that a location names, or else the main branch; nothing is read yet. A version in time, or so many transactions earlier, is left to
     * the caller, as is a commit, for which {@link #at} finds the branch.
     */
    public static Database open(Location location) {
        List<Line> lines = candidates(location.version()).stream()
                .map(head -> new Line(head, NewestHead.of(location.address(), head)))
                .toList();
        return new Database(Stores.open(location), lines, NodeCache.shared());
    }

    private static List<String> candidates(LocationVersion version) {
        if (!(version instanceof LocationVersion.Named named)) {
            return List.of(BranchNames.MAIN);
        }
        List<String> heads = new ArrayList<>();
        VersionText text = VersionText.parse(named.name());
        text.branch().ifPresent(heads::add);
        text.tag().ifPresent(heads::add);
        if (text.mayBeHash() || heads.isEmpty()) {
            heads.add(BranchNames.MAIN);
        }
        return heads;
    }

    /** A branch of the database in a store, which is closed with it; nothing is read yet. */
    public static Database open(NodeStore store, String branch) {
        return open(store, branch, NodeCache.shared());
    }

    /** A branch of the database in a store, which is closed with it, read through a cache; nothing is read yet. */
    public static Database open(NodeStore store, String branch, NodeCache cache) {
        return new Database(store, List.of(new Line(branch, new NewestHead())), cache);
    }

    /** The store that the database lies in. */
    public NodeStore store() {
        return store;
    }

    /** Name of the branch, or of the head of a tag; before anything was read perhaps only what it is looked for under. */
    public String branch() {
        return line().branch();
    }

    private Line line() {
        return lines.get(0);
    }

    /** Where the database lies, for people. */
    public String displayUri() {
        return store.displayUri();
    }

    /**
     * The newest state: asks the store whether the head has changed.
     *
     * @throws org.cairndb.storage.error.CairnException NO_SUCH_DATABASE if there is no such branch
     */
    public Snapshot snapshot() {
        return snapshot(Duration.ZERO);
    }

    /** A state that was the newest at some moment within the last {@code maxStaleness}. */
    public Snapshot snapshot(Duration maxStaleness) {
        @Nullable Known last = line().newest().known();
        return last != null && last.isFresh(maxStaleness) ? ownOf(last) : readHead(store);
    }

    /** The newest state seen so far, if there is one; asks nobody. */
    public Optional<Snapshot> lastKnown() {
        @Nullable Known last = line().newest().known();
        return last == null ? Optional.empty() : Optional.of(ownOf(last));
    }

    /** The same for one piece of work, whose requests are counted, this one included. */
    public Snapshot snapshot(Duration maxStaleness, RequestCounter counter) {
        return snapshots(List.of(this), maxStaleness, counter, likely -> {}).get(0);
    }

    /**
     * Snapshots of several databases for one piece of work. What has to be asked of stores over a network is asked at the
     * same time; where all databases are known already, but nothing of them is in memory, {@code meanwhile} may use that
     * time to ask for what it will need of the snapshots that are the newest most likely.
     */
    public static List<Snapshot> snapshots(
            List<Database> databases,
            Duration maxStaleness,
            RequestCounter counter,
            Consumer<List<Snapshot>> meanwhile) {
        List<Refresh> refreshes = new ArrayList<>(databases.size());
        boolean isAnyAsked = false;
        boolean isAnyRemote = false;
        for (Database database : databases) {
            Refresh refresh = database.refresh(maxStaleness, counter);
            refreshes.add(refresh);
            isAnyAsked |= refresh.asks();
            isAnyRemote |= database.nodes.parallelFetches() > 1;
        }
        int wave = counter.nextWave();
        List<Snapshot> newest = isAnyRemote ? together(refreshes, isAnyAsked, meanwhile) : oneByOne(refreshes);
        if (isAnyAsked) {
            counter.waitedFor(wave);
        }
        return newest;
    }

    private static List<Snapshot> oneByOne(List<Refresh> refreshes) {
        List<Snapshot> newest = new ArrayList<>(refreshes.size());
        for (Refresh refresh : refreshes) {
            newest.add(refresh.newest());
        }
        return newest;
    }

    private static List<Snapshot> together(
            List<Refresh> refreshes, boolean isAnyAsked, Consumer<List<Snapshot>> meanwhile) {
        boolean isCold = refreshes.stream().allMatch(Refresh::isKnown)
                && refreshes.stream().anyMatch(r -> r.likely().isCold());
        boolean inBackground = isCold || refreshes.size() > 1;
        List<Supplier<Snapshot>> running =
                refreshes.stream().map(r -> r.start(inBackground)).toList();
        if (isCold && isAnyAsked) {
            use(meanwhile, refreshes.stream().map(Refresh::likely).toList());
        }
        return running.stream().map(Supplier::get).toList();
    }

    /** What goes wrong with a state that is only likely the newest is of no interest. */
    private static void use(Consumer<List<Snapshot>> meanwhile, List<Snapshot> likely) {
        try {
            meanwhile.accept(likely);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "nothing fetched ahead", e);
        }
    }

    private Refresh refresh(Duration maxStaleness, RequestCounter counter) {
        @Nullable Known last = line().newest().known();
        boolean isFresh = last != null && last.isFresh(maxStaleness);
        return new Refresh(this, last == null ? null : ownOf(last), isFresh, counter);
    }

    /** A known state, read through the store of this database. */
    private Snapshot ownOf(Known known) {
        @Nullable Own current = own;
        if (current == null || current.origin() != known.snapshot()) {
            current = new Own(known.snapshot(), known.snapshot().readBy(nodes));
            own = current;
        }
        return current.snapshot();
    }

    /** How one database comes to its newest state. */
    private static final class Refresh {
        private final Database database;
        private final @Nullable Snapshot last;
        private final boolean isFresh;
        private final RequestCounter counter;
        private final @Nullable Snapshot counted;

        Refresh(Database database, @Nullable Snapshot last, boolean isFresh, RequestCounter counter) {
            this.database = database;
            this.last = last;
            this.isFresh = isFresh;
            this.counter = counter;
            this.counted = last == null ? null : last.countedBy(counter);
        }

        boolean isKnown() {
            return counted != null;
        }

        boolean asks() {
            return !isFresh;
        }

        Snapshot likely() {
            return Objects.requireNonNull(counted);
        }

        Supplier<Snapshot> start(boolean inBackground) {
            if (asks() && inBackground && database.nodes.parallelFetches() > 1) {
                return joined(database.nodes.cache().inBackground(this::newest));
            }
            return this::newest;
        }

        private Snapshot newest() {
            if (counted != null && isFresh) {
                return counted;
            }
            // What is known is read by a counted store already.
            NodeStore from = counted == null ? database.store.countedBy(counter) : counted.store();
            Snapshot newest = database.readHead(from);
            if (counted != null && newest == last) {
                return counted;
            }
            if (counted != null) {
                counted.stopReadingAhead();
            }
            return newest.countedBy(counter);
        }
    }

    private static Supplier<Snapshot> joined(CompletableFuture<Snapshot> future) {
        return () -> {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CairnException(ErrorCode.CANCELLED, "Interrupted while waiting for a branch head", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CairnException known) {
                    throw new CairnException(known.code(), String.valueOf(known.getMessage()), known);
                }
                throw new CairnException(ErrorCode.INTERNAL, "Reading a branch head failed: " + e.getCause(), e);
            }
        };
    }

    private Snapshot readHead(NodeStore from) {
        List<Line> candidates = lines;
        for (Line candidate : candidates) {
            @Nullable Snapshot found = readHead(from, candidate);
            if (found != null) {
                if (candidates.size() > 1) {
                    lines = List.of(candidate);
                }
                return found;
            }
        }
        throw candidates.size() > 1
                ? MissingHeads.explainVersion(store, candidates.get(0).branch())
                : MissingHeads.explain(store, candidates.get(0).branch());
    }

    private @Nullable Snapshot readHead(NodeStore from, Line line) {
        String branch = line.branch();
        NewestHead newest = line.newest();
        @Nullable Known last = newest.known();
        long now = System.nanoTime();
        HeadRead read = from.readHead(branch, last == null ? Optional.empty() : Optional.of(last.version()));
        if (read instanceof HeadRead.Found found) {
            Head head = Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(branch, displayUri()));
            Snapshot snapshot =
                    last == null ? new Snapshot(head, nodes) : ownOf(last).advanceTo(head);
            Known learned = new Known(snapshot, found.version(), now);
            newest.replace(last, learned);
            return ownOf(learned);
        }
        if (read instanceof HeadRead.Unchanged && last != null) {
            newest.replace(last, new Known(last.snapshot(), last.version(), now));
            return ownOf(last);
        }
        return null;
    }

    /**
     * The snapshot that a version means whose branch or tag this is, if it names one; see {@link Versions}. A commit is looked for once, if need be on other
     * branches, of which this then is the one that has it.
     *
     * @param newest the newest state of this database
     * @throws CairnException NO_SUCH_DATABASE if there is no such version, OPTION_INVALID if it goes back behind the first transaction or several commits
     *     begin so
     */
    public Snapshot at(Snapshot newest, String version) {
        @Nullable Resolved last = resolved;
        if (last != null && last.version().equals(version) && isStillThere(last, newest)) {
            return newest.asOf(last.tx());
        }
        Optional<Snapshot> within = Versions.within(newest, version);
        Snapshot found = within.orElseGet(() -> Versions.resolve(newest, version));
        if (within.isEmpty()) {
            lines = List.of(new Line(found.head().branch(), new NewestHead()));
        }
        if (Versions.isFixed(found, version)) {
            CommitHash hash = CommitChain.hashAt(found, found.tx());
            resolved = new Resolved(version, found.head().hash(), found.tx(), hash);
        }
        return found;
    }

    private static boolean isStillThere(Resolved last, Snapshot newest) {
        return last.head().equals(newest.head().hash())
                || (last.tx() <= newest.tx()
                        && CommitChain.hashAt(newest, last.tx()).equals(last.hash()));
    }

    @Override
    public void close() {
        store.close();
    }
}
