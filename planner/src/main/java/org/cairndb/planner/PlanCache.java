package org.cairndb.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Plans by the text of their statement and what its names mean, for all engines of a process. A text is planned by one thread while others wait for it; a
 * plan whose tables have grown or shrunk a lot since is planned anew. Bounded by about the memory that plans hold; the one used longest ago goes first.
 * Safe for several threads.
 */
public final class PlanCache {
    private static final long MAX_WEIGHT = 64L << 20;
    private static final int MAX_SHAPES = 4_096;
    private static final int MAX_CATALOGS = 256;
    private static final PlanCache SHARED = new PlanCache(MAX_WEIGHT);

    private final long maxWeight;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();
    private final Map<ShapeKey, LiteralShape> shapes = new ConcurrentHashMap<>();
    private final Map<Catalog, Catalog> catalogs = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicLong uses = new AtomicLong();
    private final AtomicLong planned = new AtomicLong();

    /** An empty cache for plans that hold about so many bytes together. */
    public PlanCache(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    /** The cache of this process. */
    public static PlanCache shared() {
        return SHARED;
    }

    /** A statement in its surroundings. */
    private record Key(Catalog catalog, JoinPolicy policy, String text, List<Integer> sizes) {}

    /** The text of a statement without its literals in its surroundings. */
    private record ShapeKey(Catalog catalog, String skeleton) {}

    /** A plan that is there or in the making. */
    private static final class Slot {
        final CompletableFuture<PreparedQuery> plan = new CompletableFuture<>();
        volatile long usedAt;
        volatile long weight;
    }

    /** How many statements were planned so far. */
    public long plannedStatements() {
        return planned.get();
    }

    /** How many plans are held. */
    public int size() {
        return slots.size();
    }

    /** The same object for equal catalogs, so that they are compared once. */
    Catalog shared(Catalog catalog) {
        if (catalogs.size() >= MAX_CATALOGS) {
            catalogs.clear();
        }
        @Nullable Catalog known = catalogs.putIfAbsent(catalog, catalog);
        return known == null ? catalog : known;
    }

    /** The plan of a text if it is known and fits the counts of these snapshots. */
    @Nullable
    PreparedQuery present(Catalog catalog, JoinPolicy policy, String text) {
        @Nullable Slot slot = slots.get(new Key(catalog, policy, text, List.of()));
        if (slot == null || !slot.plan.isDone() || slot.plan.isCompletedExceptionally()) {
            return null;
        }
        slot.usedAt = uses.incrementAndGet();
        return slot.plan.join();
    }

    /** The plan of a text, which {@code planner} makes if it is not known or does not fit the counts of these snapshots any more. */
    PreparedQuery get(Statement statement, SnapshotSet snapshots, Supplier<PreparedQuery> planner) {
        Key key = new Key(statement.catalog, statement.policy, statement.text, statement.sizes);
        @Nullable Slot known = slots.get(key);
        if (known == null) {
            Slot mine = new Slot();
            known = slots.putIfAbsent(key, mine);
            if (known == null) {
                return plan(key, mine, planner);
            }
        }
        known.usedAt = uses.incrementAndGet();
        @Nullable PreparedQuery plan = planOf(known);
        if (plan != null && plan.fits(snapshots)) {
            return plan;
        }
        Slot mine = new Slot();
        if (slots.replace(key, known, mine)) {
            weight.addAndGet(-known.weight);
            return plan(key, mine, planner);
        }
        planned.incrementAndGet();
        return planner.get();
    }

    /**
     * What to plan.
     *
     * @param catalog what its names mean
     * @param policy which joins may be used
     * @param text the statement
     * @param sizes how large its {@link org.cairndb.planner.rel.ParameterRanges} are; empty while they are not known
     */
    record Statement(Catalog catalog, JoinPolicy policy, String text, List<Integer> sizes) {
        Statement {
            sizes = List.copyOf(sizes);
        }
    }

    private PreparedQuery plan(Key key, Slot slot, Supplier<PreparedQuery> planner) {
        try {
            planned.incrementAndGet();
            PreparedQuery plan = planner.get();
            slot.usedAt = uses.incrementAndGet();
            slot.weight = plan.weight() + 2L * key.text.length();
            slot.plan.complete(plan);
            if (weight.addAndGet(slot.weight) > maxWeight) {
                dropOldest();
            }
            return plan;
        } catch (RuntimeException | Error e) {
            slots.remove(key, slot);
            slot.plan.completeExceptionally(e);
            throw e;
        }
    }

    /** The plan when it is made; null if that failed, which says nothing of the next attempt. */
    private static @Nullable PreparedQuery planOf(Slot slot) {
        try {
            return slot.plan.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CairnException(ErrorCode.CANCELLED, "Interrupted while the statement was planned", e);
        } catch (ExecutionException | CompletionException e) {
            return null;
        }
    }

    /** Makes an eighth of the room free. */
    private synchronized void dropOldest() {
        List<Map.Entry<Key, Slot>> oldest = new ArrayList<>(slots.entrySet());
        oldest.removeIf(entry -> !entry.getValue().plan.isDone());
        Map<Slot, Long> usedAt = new IdentityHashMap<>();
        oldest.forEach(entry -> usedAt.put(entry.getValue(), entry.getValue().usedAt));
        oldest.sort(Comparator.comparing(entry -> usedAt.getOrDefault(entry.getValue(), 0L)));
        for (Map.Entry<Key, Slot> entry : oldest) {
            if (weight.get() <= maxWeight - maxWeight / 8) {
                return;
            }
            if (slots.remove(entry.getKey(), entry.getValue())) {
                weight.addAndGet(-entry.getValue().weight);
            }
        }
    }

    /** What is known of the literals of statements that differ in nothing else. */
    @Nullable
    LiteralShape shape(Catalog catalog, String skeleton) {
        return shapes.get(new ShapeKey(catalog, skeleton));
    }

    /** Remembers what is known of the literals of statements that differ in nothing else. */
    void put(Catalog catalog, String skeleton, LiteralShape shape) {
        if (shapes.size() >= MAX_SHAPES) {
            shapes.clear();
        }
        shapes.put(new ShapeKey(catalog, skeleton), shape);
    }
}
