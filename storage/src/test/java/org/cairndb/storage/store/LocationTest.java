package org.cairndb.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    private static final LocationVersion NO_VERSION = new LocationVersion.Unspecified();

    @ParameterizedTest
    @ValueSource(strings = {"file:/data/shop", "file:///data/shop", "/data/shop", "FILE:/data/./x/../shop/"})
    void foldersAreAbsolutePaths(String text) {
        assertThat(Location.parse(text)).isEqualTo(folder("/data/shop", NO_VERSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:data/shop", "data/shop", "./data/shop"})
    void relativeFoldersStartAtTheWorkingDirectory(String text) {
        var expected = new StoreAddress.Folder(Path.of("data/shop").toAbsolutePath());

        assertThat(Location.parse(text).address()).isEqualTo(expected);
    }

    @Test
    void memoryIsNamed() {
        assertThat(Location.parse("mem:shop-1").address()).isEqualTo(new StoreAddress.Memory("shop-1"));
    }

    @Test
    void theLastAtSignBeginsTheVersion() {
        assertThat(Location.parse("mem:shop@17").version()).isEqualTo(new LocationVersion.AtTx(17));
        assertThat(Location.parse("mem:shop@main").version()).isEqualTo(new LocationVersion.Named("main"));
        assertThat(Location.parse("file:/data/shop@feature/x~3"))
                .isEqualTo(folder("/data/shop", new LocationVersion.Named("feature/x~3")));
        assertThat(Location.parse("file:/home/a@b.org/shop@main").address())
                .isEqualTo(new StoreAddress.Folder(Path.of("/home/a@b.org/shop")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-31T00:00:00Z",
                "2025-03-31 00:00:00Z",
                "2025-03-31T00:00:00",
                "2025-03-31 00:00",
                "2025-03-31",
                "2025-03-31T02:00:00.000000+02:00",
                "2025-03-31T02:00+02:00"
            })
    void instantsAreUtcUnlessTheySayOtherwise(String text) {
        assertThat(Location.parse("mem:shop@" + text).version())
                .isEqualTo(new LocationVersion.AtInstant(Instant.parse("2025-03-31T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/shop", "/home/a@b/100%", "/with space/%40"})
    void uriReadsBackAsTheSameFolder(String path) {
        var address = new StoreAddress.Folder(Path.of(path));

        assertThat(Location.parse(address.uri())).isEqualTo(new Location(address, NO_VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "file:",
                "file://host/path",
                "mem:",
                "mem:a/b",
                "mem:shop@",
                "mem:shop@a b",
                "mem:shop@2025-13-01",
                "mem:shop@2025-01-01Tnoon",
                "men:shop",
                "file:/a\0b"
            })
    void malformedLocationsAreRefused(String text) {
        assertThatThrownBy(() -> Location.parse(text))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID));
    }

    @Test
    void storesThatDoNotExistYetAreUnsupported() {
        assertThatThrownBy(() -> Location.parse("s3://bucket/shop"))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("\"s3:\"");
    }

    private static Location folder(String path, LocationVersion version) {
        return new Location(new StoreAddress.Folder(Path.of(path)), version);
    }
}
