import Logging
import Testing

@testable import CatchlineDaemon

@Suite struct ConfigurationTests {
    @Test func `Every key is read`() throws {
        let text = """
            data = "/srv/catchline"
            listen = "127.0.0.1:9000"
            modems = ["/dev/ttyUSB2", "tcp://127.0.0.1:7000"]
            modem_profiles = "/srv/modems"
            log_level = "debug"
            web = false
            """

        let configuration = try Configuration(toml: text, path: "catchline.toml")

        #expect(configuration.dataDirectory == "/srv/catchline")
        #expect(configuration.listen == "127.0.0.1:9000")
        #expect(configuration.modems == ["/dev/ttyUSB2", "tcp://127.0.0.1:7000"])
        #expect(configuration.modemProfiles == "/srv/modems")
        #expect(configuration.logLevel == .debug)
        #expect(!configuration.web)
    }

    @Test func `An empty file gives the defaults`() throws {
        #expect(try Configuration(toml: "", path: "catchline.toml") == Configuration())
    }

    @Test func `An unknown key is an error that names the nearest known one`() {
        let error = #expect(throws: StartupError.self) {
            try Configuration(toml: "lisen = \"127.0.0.1:1\"", path: "catchline.toml")
        }
        #expect(error?.why == "The nearest known key is \"listen\".")
        #expect(error?.exitCode == 2)
    }

    @Test(arguments: [
        "listen = 8080", "modems = \"auto\"", "modems = [1]", "web = \"yes\"", "modem_profiles = []",
        "log_level = \"loud\"",
        "data = []",
    ])
    func `A value of the wrong type is an error that names its key`(text: String) {
        let error = #expect(throws: StartupError.self) {
            try Configuration(toml: text, path: "catchline.toml")
        }
        #expect(error?.what.contains("\"\(text.prefix { $0 != " " })\"") == true)
    }

    @Test func `A line that is no TOML is an error that says where`() {
        let error = #expect(throws: StartupError.self) {
            try Configuration(toml: "listen = \n", path: "catchline.toml")
        }
        #expect(error?.what == "Cannot read catchline.toml.")
    }
}
