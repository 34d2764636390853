package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The states of several databases as a text that another connection or process can read the very same states by: for each database
 * {@code <id>:<branch>:<tx>:<first digits of the commit hash>}, with commas between. Safe for several threads.
 */
public final class SnapshotToken {
    private static final int HASH_DIGITS = 16;
    private static final Pattern PART =
            Pattern.compile("([0-9a-f]{32}):([^:,]+):([0-9]{1,18}):([0-9a-f]{" + HASH_DIGITS + "})");

    private final List<Part> parts;
    /** Parts whose commit hash was compared. */
    private final Set<Part> verified = ConcurrentHashMap.newKeySet();

    private SnapshotToken(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private record Part(UUID databaseId, String branch, long tx, String hash) {
        static Part of(Snapshot snapshot) {
            Head head = snapshot.head();
            String hash = CommitChain.hashAt(snapshot, snapshot.tx()).hex().substring(0, HASH_DIGITS);
            return new Part(head.databaseId(), head.branch(), snapshot.tx(), hash);
        }

        @Override
        public String toString() {
            return "%016x%016x:%s:%d:%s"
                    .formatted(
                            databaseId.getMostSignificantBits(),
                            databaseId.getLeastSignificantBits(),
                            branch,
                            tx,
                            hash);
        }
    }

    /** The token of some states. */
    public static SnapshotToken of(Collection<Snapshot> snapshots) {
        return new SnapshotToken(snapshots.stream().map(Part::of).distinct().toList());
    }

    /**
     * Reads the text of a token.
     *
     * @throws CairnException OPTION_INVALID if it is none
     */
    public static SnapshotToken parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : text.trim().split(",", -1)) {
            Matcher matcher = PART.matcher(part.trim());
            if (!matcher.matches()) {
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "\"%s\" is no snapshot token; give what cairn_snapshot() answers".formatted(text));
            }
            UUID id = new UUID(
                    Long.parseUnsignedLong(matcher.group(1).substring(0, 16), 16),
                    Long.parseUnsignedLong(matcher.group(1).substring(16), 16));
            parts.add(new Part(id, matcher.group(2), Long.parseLong(matcher.group(3)), matcher.group(4)));
        }
        return new SnapshotToken(parts);
    }

    private Optional<Part> partOf(Snapshot snapshot) {
        return parts.stream()
                .filter(part -> part.databaseId.equals(snapshot.head().databaseId()))
                .findFirst();
    }

    /** Whether a state is too old to hold what the token means, so that a newer one has to be read. */
    public boolean isAfter(Snapshot newest) {
        return partOf(newest)
                .filter(part -> part.branch.equals(newest.head().branch()))
                .map(part -> part.tx > newest.head().tx())
                .orElse(false);
    }

    /**
     * The state that the token means of a database, read as another state of it is; nothing if the token does not mention the database.
     *
     * @throws CairnException OPTION_INVALID if the store has no such state
     */
    public Optional<Snapshot> in(Snapshot newest) {
        return partOf(newest).map(part -> find(part, newest));
    }

    private Snapshot find(Part part, Snapshot newest) {
        Snapshot line = part.branch.equals(newest.head().branch()) ? newest : Versions.resolve(newest, part.branch);
        if (part.tx > line.head().tx()) {
            throw unknown(part, "its newest transaction here is " + line.head().tx());
        }
        if (verified.add(part) && !CommitChain.hashAt(line, part.tx).hex().startsWith(part.hash)) {
            verified.remove(part);
            throw unknown(part, "its history here is another");
        }
        return part.tx == line.tx() ? line : line.asOf(part.tx);
    }

    private static CairnException unknown(Part part, String why) {
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "The snapshot token means transaction %d of branch \"%s\", but %s"
                        .formatted(part.tx, part.branch, why));
    }

    /** The text. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(","));
    }
}
