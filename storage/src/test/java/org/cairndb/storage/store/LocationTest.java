package org.cairndb.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
    void bucketsHaveAPrefixAVersionAndOptions() {
        Location location =
                Location.parse("s3://team-a/eu/catalog@main?region=eu-west-1&endpoint=http%3A%2F%2Fhost%3A9000");

        assertThat(location.version()).isEqualTo(new LocationVersion.Named("main"));
        assertThat(location.address()).isInstanceOfSatisfying(StoreAddress.S3.class, s3 -> {
            assertThat(s3.bucket()).isEqualTo("team-a");
            assertThat(s3.prefix()).isEqualTo("eu/catalog");
            assertThat(s3.options().text(StoreOption.REGION)).contains("eu-west-1");
            assertThat(s3.options().text(StoreOption.ENDPOINT)).contains("http://host:9000");
        });
        assertThat(Location.parse("s3://team-a/").address())
                .isEqualTo(Location.parse("s3://team-a").address());
    }

    @Test
    void sqlStoresAreFilesOrServers() {
        assertThat(Location.parse("jdbc:h2:/data/shop?name=eu").address())
                .isEqualTo(new StoreAddress.H2(Path.of("/data/shop"), StoreOptions.NONE.with(StoreOption.NAME, "eu")));
        assertThat(Location.parse("jdbc:postgresql://db.example.org:6432/shop@17")
                        .address())
                .isEqualTo(new StoreAddress.PostgreSql("db.example.org", 6432, "shop", StoreOptions.NONE));
        assertThat(Location.parse("jdbc:postgresql://[::1]/shop").address())
                .isEqualTo(new StoreAddress.PostgreSql("[::1]", 5432, "shop", StoreOptions.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://team-a/eu%3Fx/cata%40log?region=eu-west-1&cacheSize=2%20GB",
                "jdbc:h2:/data/sh%40op?poolSize=3",
                "jdbc:postgresql://localhost:6432/shop?user=me%26you"
            })
    void uriReadsBackAsTheSameAddress(String text) {
        StoreAddress address = Location.parse(text).address();

        assertThat(address.uri()).isEqualTo(text);
        assertThat(Location.parse(address.uri()).address()).isEqualTo(address);
    }

    @Test
    void secretsAreNeverShown() {
        StoreAddress address = Location.parse("jdbc:postgresql://localhost/shop?user=me&password=hush")
                .address();

        assertThat(address.uri() + address).doesNotContain("hush");
        assertThat(Location.parse("jdbc:postgresql://localhost/shop?password=hush")
                        .address()
                        .uri())
                .isEqualTo("jdbc:postgresql://localhost/shop");
        assertThatThrownBy(() -> Location.parse("jdbc:mysql://localhost/shop?password=hush"))
                .hasMessageNotContaining("hush");
        for (String userInfo : List.of("me:hush", "me:hu/hush", "me:hush?x", "me:hush@x")) {
            assertThatThrownBy(() -> Location.parse("jdbc:postgresql://" + userInfo + "@localhost/shop"))
                    .hasMessageNotContaining("hush");
        }
        assertThatThrownBy(() -> Location.parse("s3://team-a/x?secretAccessKey=hush%"))
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem:shop?region=x",
                "/data/shop?cacheDirectory=x",
                "s3://team-a/x?user=me",
                "s3://team-a/x?region=a&region=b",
                "s3://team-a/x?colour=red",
                "s3://team-a/x?region",
                "s3://team-a/x?",
                "s3:team-a",
                "s3:///x",
                "jdbc:h2:",
                "jdbc:mysql://localhost/shop",
                "jdbc:postgresql://localhost",
                "jdbc:postgresql://localhost:99999/shop",
                "jdbc:postgresql://me:pw@localhost/shop",
                "jdbc:postgresql://localhost/shop/more"
            })
    void optionsAndAddressesThatMeanNothingAreRefused(String text) {
        assertThatThrownBy(() -> Location.parse(text))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID));
    }

    @Test
    void defaultsFillInWhatALocationDoesNotSay() {
        StoreOptions defaults = StoreOptions.NONE
                .with(StoreOption.REGION, "us-east-1")
                .with(StoreOption.PATH_STYLE, "true")
                .with(StoreOption.USER, "me");

        assertThat(Location.parse("s3://team-a/x?region=eu-west-1")
                        .withDefaults(defaults)
                        .address()
                        .uri())
                .isEqualTo("s3://team-a/x?region=eu-west-1&pathStyle=true");
        assertThat(Location.parse("mem:shop").withDefaults(defaults)).isEqualTo(Location.parse("mem:shop"));
    }

    private static Location folder(String path, LocationVersion version) {
        return new Location(new StoreAddress.Folder(Path.of(path)), version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/shop@main?region=eu-west-1",
                "jdbc:h2:/data/shop?name=shop",
                "jdbc:postgresql://host:5433/shop?user=ana",
                "/data/shop"
            })
    void theCacheIsLeftOut(String text) {
        Location location = Location.parse(text);
        StoreOptions cached = location.address().options().with(StoreOption.CACHE_DIRECTORY, "/var/cache/shop");

        assertThat(new Location(location.address().withOptions(cached), location.version()).withoutCache())
                .isEqualTo(location);
    }
}
