package org.cairndb.writer.merge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to merge into the branch of a writer, and what to do about conflicts. Immutable; each method gives a changed merge.
 *
 * <pre>{@code
 * writer.merge(Merge.of("feature").resolve(17, "product/price", 9.99).theirs())
 * }</pre>
 */
public final class Merge {
    private final String version;
    private final Policy policy;
    private final FastForward fastForward;
    private final Map<Cell, Optional<Object>> resolutions;
    private final Map<String, Object> metadata;

    /** What becomes of conflicts that have no resolution of their own. */
    enum Policy {
        /** They are reported, and nothing is committed. */
        REPORT,
        /** The target stays as it is. */
        OURS,
        /** The target becomes what the source is. */
        THEIRS
    }

    /** Whether a target that has nothing of its own simply takes over the commits of the source. */
    enum FastForward {
        ALLOWED,
        REQUIRED,
        NEVER
    }

    /** One attribute of one entity. */
    record Cell(long entity, String attribute) {}

    private Merge(
            String version,
            Policy policy,
            FastForward fastForward,
            Map<Cell, Optional<Object>> resolutions,
            Map<String, Object> metadata) {
        this.version = version;
        this.policy = policy;
        this.fastForward = fastForward;
        this.resolutions = Map.copyOf(resolutions);
        this.metadata = Map.copyOf(metadata);
    }

    /** A merge of a branch, a tag or any other {@linkplain org.cairndb.storage.snapshot.Versions version} that reports conflicts. */
    public static Merge of(String version) {
        return new Merge(version, Policy.REPORT, FastForward.ALLOWED, Map.of(), Map.of());
    }

    /** In a conflict the target wins. */
    public Merge ours() {
        return new Merge(version, Policy.OURS, fastForward, resolutions, metadata);
    }

    /** In a conflict the source wins. */
    public Merge theirs() {
        return new Merge(version, Policy.THEIRS, fastForward, resolutions, metadata);
    }

    /** What an attribute of an entity becomes if it is in conflict; null for no value. Where it is not, this has no effect. */
    public Merge resolve(long entity, String attribute, @Nullable Object value) {
        Map<Cell, Optional<Object>> more = new LinkedHashMap<>(resolutions);
        more.put(new Cell(entity, attribute), Optional.ofNullable(value));
        return new Merge(version, policy, fastForward, more, metadata);
    }

    /** Refuses to merge if the target has commits of its own. */
    public Merge fastForwardOnly() {
        return new Merge(version, policy, FastForward.REQUIRED, resolutions, metadata);
    }

    /** Commits a transaction of the target even where it could take over the commits of the source. */
    public Merge withoutFastForward() {
        return new Merge(version, policy, FastForward.NEVER, resolutions, metadata);
    }

    /** Says something of the merging transaction, such as {@code tx/author}. */
    public Merge metadata(String attribute, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(attribute, Objects.requireNonNull(value));
        return new Merge(version, policy, fastForward, resolutions, more);
    }

    /** What is merged. */
    public String version() {
        return version;
    }

    /** Whether the target must have nothing of its own. */
    public boolean isFastForwardOnly() {
        return fastForward == FastForward.REQUIRED;
    }

    /** Whether the target may take over the commits of the source. */
    public boolean mayFastForward() {
        return fastForward != FastForward.NEVER;
    }

    Policy policy() {
        return policy;
    }

    /** The value that was chosen for a cell, empty inside for no value. */
    Optional<Optional<Object>> resolution(long entity, String attribute) {
        return Optional.ofNullable(resolutions.get(new Cell(entity, attribute)));
    }

    Map<String, Object> metadata() {
        return metadata;
    }
}
