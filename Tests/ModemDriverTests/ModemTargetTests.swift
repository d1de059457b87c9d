import ModemDriver
import Testing

struct ModemTargetTests {
    @Test(arguments: [
        ("auto", ModemTarget.auto),
        ("/dev/ttyUSB2", .path("/dev/ttyUSB2")),
        ("./modem", .path("./modem")),
        ("/dev/serial/by-id/usb-HUAWEI-if00-port0", .path("/dev/serial/by-id/usb-HUAWEI-if00-port0")),
        ("tcp://127.0.0.1:7000", .tcp(host: "127.0.0.1", port: 7000)),
        ("tcp://[::1]:7000", .tcp(host: "::1", port: 7000)),
        ("tcp://serial-server:65535", .tcp(host: "serial-server", port: 65535)),
    ])
    func `A target is read and written alike`(text: String, target: ModemTarget) throws {
        #expect(try ModemTarget(parsing: text) == target)
        #expect("\(target)" == text)
    }

    @Test(arguments: [
        ("ttyUSB2", "/dev/ttyUSB2"),
        ("modem", "./modem"),
        ("tcp://127.0.0.1", "tcp://127.0.0.1:7000"),
        ("tcp://::1:7000", "tcp://[::1]:7000"),
        ("tcp://:7000", "tcp://127.0.0.1:7000"),
    ])
    func `A target that cannot be read names what was probably meant`(text: String, suggestion: String) {
        #expect { try ModemTarget(parsing: text) } throws: { error in
            (error as? ModemTargetError)?.suggestion == suggestion
        }
    }

    @Test(arguments: [
        "", "tcp://host:0", "tcp://host:65536", "tcp://host:x", "udp://host:7", "/dev/tty\u{7}",
    ])
    func `Nonsense is no target`(text: String) {
        #expect(throws: ModemTargetError.self) { try ModemTarget(parsing: text) }
    }
}
