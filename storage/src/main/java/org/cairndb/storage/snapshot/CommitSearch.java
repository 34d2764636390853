package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/**
 * Finds commits by the first digits of their hash: those that are written down, in the tail and in flush records, and only where none of them matches, those
 * in between, by hashing LOG again. What several heads have in common is hashed once. Not thread-safe.
 */
final class CommitSearch {
    /** Digits by which no two of any number of commits are alike. */
    private static final int SURE_DIGITS = 16;

    private final String prefix;
    private final Set<CommitHash> hashedUpTo = new HashSet<>();

    private record Recorded(long tx, CommitHash hash) {}

    /** Looks for a prefix of hexadecimal digits. */
    CommitSearch(String prefix) {
        this.prefix = prefix.toLowerCase(Locale.ROOT);
    }

    /**
     * The transaction of a newest snapshot whose commit hash begins so.
     *
     * @throws CairnException OPTION_INVALID if several do
     */
    Optional<Long> find(Snapshot newest) {
        List<Recorded> flushes = flushes(newest);
        Map<Long, CommitHash> matches = new TreeMap<>();
        flushes.forEach(flush -> take(flush.tx(), flush.hash(), matches));
        Head head = newest.head();
        CommitHash hash = head.flushedHash();
        for (Transaction transaction : head.tail()) {
            hash = hash.then(transaction.encode());
            take(transaction.tx(), hash, matches);
        }
        if (matches.isEmpty()) {
            searchLog(newest, flushes, matches);
        }
        if (matches.size() > 1) {
            throw ambiguous(prefix, matches);
        }
        return matches.keySet().stream().findFirst();
    }

    static CairnException ambiguous(String prefix, Map<Long, CommitHash> matches) {
        List<String> texts = new ArrayList<>();
        matches.forEach((tx, hash) -> texts.add("%s (transaction %d)".formatted(hash.hex(), tx)));
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "Several commits begin with \"%s\": %s; give more digits".formatted(prefix, String.join(", ", texts)));
    }

    private void take(long tx, CommitHash hash, Map<Long, CommitHash> matches) {
        if (hash.hex().startsWith(prefix)) {
            matches.put(tx, hash);
        }
    }

    private static List<Recorded> flushes(Snapshot newest) {
        List<Recorded> flushes = new ArrayList<>();
        try (DatomCursor cursor = newest.cursor(Index.COMMITS, KeyRange.all(), Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    FlushRecord record = FlushRecord.read(cursor.batch(), i);
                    flushes.add(new Recorded(record.tx(), record.hash()));
                }
            }
        }
        return flushes;
    }

    /** Searches between flushes, the newest first. */
    private void searchLog(Snapshot newest, List<Recorded> flushes, Map<Long, CommitHash> matches) {
        for (int i = flushes.size() - 1; i >= 0; i--) {
            Recorded before = i == 0 ? new Recorded(0, CommitHash.GENESIS) : flushes.get(i - 1);
            Recorded flush = flushes.get(i);
            boolean sure = prefix.length() >= SURE_DIGITS && !matches.isEmpty();
            if (sure || !hashedUpTo.add(flush.hash())) {
                return;
            }
            if (flush.tx() - before.tx() > 1) {
                hashLog(newest, before, flush.tx(), matches);
            }
        }
    }

    /** Hashes the transactions after one flush and before the last of another. */
    private void hashLog(Snapshot newest, Recorded from, long to, Map<Long, CommitHash> matches) {
        CommitHash hash = from.hash();
        for (Transaction transaction : CommitChain.transactions(newest, from.tx() + 1, to)) {
            hash = hash.then(transaction.encode());
            take(transaction.tx(), hash, matches);
        }
    }
}
