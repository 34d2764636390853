package org.cairndb.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final AtomicLong nanoTime = new AtomicLong(-5);

    private void pass(long milliseconds) {
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void terminalShowsBarAndRateAndIsLeftClean() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        try (ProgressBar bar = new ProgressBar(console.console(), nanoTime::get)) {
            pass(500);
            bar.update(Progress.of("Track", "rows", 1000, 4000));
        }
        assertThat(console.err())
                .isEqualTo("\r\u001b[K"
                        + "Track            [####------------]  25 %  1,000 rows, 2,000 rows/s"
                        + "\r\u001b[K");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void terminalIsNotDrawnMoreThanTenTimesASecond() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        ProgressBar bar = new ProgressBar(console.console(), nanoTime::get);
        for (int i = 0; i < 1000; i++) {
            pass(1);
            bar.update(Progress.of("Track", "rows", i, 10_000));
        }
        assertThat(console.err().split("\r", -1)).hasSize(1 + 10);
    }

    @Test
    void fileGetsALineWithoutControlCharactersEveryTenSeconds() {
        CapturedConsole console = CapturedConsole.create();
        try (ProgressBar bar = new ProgressBar(console.console(), nanoTime::get)) {
            for (int i = 1; i <= 25; i++) {
                pass(1000);
                bar.update(Progress.of("PlaylistTrackWithAName", "rows", i, 10_000));
            }
        }
        assertThat(console.err()).isEqualTo("""
                        PlaylistTrackWi… [----------------]   0 %  10 rows, 1 rows/s
                        PlaylistTrackWi… [----------------]   0 %  20 rows, 1 rows/s
                        """);
    }

    @Test
    void shortTaskShowsNothing() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        try (ProgressBar bar = new ProgressBar(console.console(), nanoTime::get)) {
            bar.update(Progress.of("Track", "rows", 10, 10));
        }
        assertThat(console.err()).isEmpty();
    }

    @Test
    void moreRowsThanExpectedFillTheBar() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        try (ProgressBar bar = new ProgressBar(console.console(), nanoTime::get)) {
            pass(1000);
            bar.update(Progress.of("Track", "rows", 12, 10));
        }
        assertThat(console.err()).contains("[################] 100 %  12 rows");
    }

    @Test
    void lineNeverWraps() {
        CapturedConsole console = CapturedConsole.ofWidth(30);
        ProgressBar bar = new ProgressBar(console.console(), nanoTime::get);
        pass(1000);
        bar.update(Progress.of("Track", "rows", 1000, 4000));
        assertThat(console.err()).hasSize("\r\u001b[K".length() + 29).endsWith("…");
    }

    @Test
    void taskWithoutAKnownEndHasNoBar() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        ProgressBar bar = new ProgressBar(console.console(), nanoTime::get);
        pass(2000);
        bar.update(Progress.open("lines.json", "lines", 1000));
        assertThat(console.err()).isEqualTo("\r\u001b[Klines.json       1,000 lines, 500 lines/s");
    }

    @Test
    void rateOfAnotherUnitStartsAnew() {
        CapturedConsole console = CapturedConsole.ofWidth(80);
        ProgressBar bar = new ProgressBar(console.console(), nanoTime::get);
        pass(5000);
        bar.update(Progress.of("Track", "rows", 1000, 1000));
        pass(1000);
        bar.update(Progress.of("Indexes", "datoms", 700, 2000));
        pass(1000);
        bar.update(Progress.of("Indexes", "datoms", 1000, 2000));
        assertThat(console.err()).contains(" 700 datoms\r").endsWith("1,000 datoms, 300 datoms/s");
    }
}
