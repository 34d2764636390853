package org.cairndb.writer.ingest;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives tables and columns names that idents can have: as they are where case was written on purpose, in lower case where the source folds to capitals. */
final class Names {
    private final Set<String> taken = new HashSet<>();

    /** The name for a source's name, different from all given before even if case is not looked at. */
    String take(String source) {
        String base = allowed(source);
        String name = base;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** The name of the ref that stands beside a foreign key column: {@code artist_id} gives {@code artist}, {@code boss} gives {@code boss_ref}. */
    String takeRef(String column) {
        String base = allowed(column);
        String lower = base.toLowerCase(Locale.ROOT);
        String stem = base;
        if (lower.endsWith("_id") && lower.length() > 3) {
            stem = base.substring(0, base.length() - 3);
        } else if (base.length() > 2 && (base.endsWith("Id") || base.endsWith("ID")) && !lower.equals(base)) {
            stem = base.substring(0, base.length() - 2);
        }
        boolean usable = !stem.equals(base) && !taken.contains(stem.toLowerCase(Locale.ROOT));
        return take(usable ? stem : base + "_ref");
    }

    /** The name of the ref that stands beside the several columns of a foreign key: that of the table, or with {@code _ref} where a column has it. */
    String takeTableRef(String table) {
        String base = allowed(table);
        return take(taken.contains(base.toLowerCase(Locale.ROOT)) ? base + "_ref" : base);
    }

    static String allowed(String source) {
        boolean folded = source.equals(source.toUpperCase(Locale.ROOT));
        String name = folded ? source.toLowerCase(Locale.ROOT) : source;
        StringBuilder allowed = new StringBuilder();
        name.chars().forEach(c -> allowed.append(c == '/' || Character.isISOControl(c) ? '_' : (char) c));
        while (allowed.length() > 0 && allowed.charAt(0) == '_') {
            allowed.deleteCharAt(0);
        }
        String result = allowed.length() == 0 ? "x" : allowed.toString();
        return result.equals("db") ? "db_" : result;
    }
}
