package org.cairndb.storage.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Totals of requests as one line for people, such as {@code 12 GETs, 1.2 MB, 3 waves; 40 nodes from memory; $4.80 per million runs}. */
public final class RequestText {
    private static final long KILO = 1000;

    private RequestText() {}

    /** All that was counted; what did not happen is left out. A price is named where somebody bills the requests. */
    public static String of(RequestTotals totals) {
        List<String> parts = new ArrayList<>();
        parts.add(requests(totals));
        if (totals.memoryHits() > 0) {
            parts.add(counted(totals.memoryHits(), "node") + " from memory");
        }
        if (totals.diskHits() > 0) {
            parts.add(counted(totals.diskHits(), "node") + " from disk, " + bytes(totals.diskBytes()));
        }
        if (totals.retries() > 0) {
            parts.add(totals.retries() == 1 ? "1 retry" : totals.retries() + " retries");
        }
        if (totals.hedges() > 0) {
            parts.add(counted(totals.hedges(), "hedge"));
        }
        if (totals.nanoDollars() > 0) {
            parts.add(totals.pricePerMillion() + " per million runs");
        }
        return String.join("; ", parts);
    }

    private static String requests(RequestTotals totals) {
        if (totals.requests() == 0) {
            return "no requests";
        }
        List<String> parts = new ArrayList<>();
        addCounted(totals.gets(), "GET", parts);
        addCounted(totals.puts(), "PUT", parts);
        addCounted(totals.lists(), "LIST", parts);
        addCounted(totals.deletes(), "DELETE", parts);
        boolean both = totals.bytesRead() > 0 && totals.bytesWritten() > 0;
        if (totals.bytesRead() > 0) {
            parts.add(bytes(totals.bytesRead()) + (both ? " read" : ""));
        }
        if (totals.bytesWritten() > 0) {
            parts.add(bytes(totals.bytesWritten()) + (both ? " written" : ""));
        }
        addCounted(totals.waves(), "wave", parts);
        return String.join(", ", parts);
    }

    private static void addCounted(long number, String noun, List<String> parts) {
        if (number > 0) {
            parts.add(counted(number, noun));
        }
    }

    private static String counted(long number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    private static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = (double) bytes / KILO;
        String unit = "kB";
        if (value >= KILO) {
            value /= KILO;
            unit = "MB";
        }
        if (value >= KILO) {
            value /= KILO;
            unit = "GB";
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
