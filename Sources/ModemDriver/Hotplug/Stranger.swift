import ModemDialogue
import Telephony

/// A USB device in no table of modems, while it is asked who it is and a person's yes is waited for.
///
/// Anything can say that it is a modem: a stick that somebody left in the socket would be handed the texts that wait.
struct Stranger: Sendable {
    let id: USBID
    let socket: String
    var ports: [SerialPort.Address]
    /// Tells one plugging in from the next at the same place.
    let session: Int
    private(set) var status: LineStatus
    /// Rung when a person may have said yes, and when the device has gone or changed.
    let bell = Bell()

    init(name: String, id: USBID, socket: String, ports: [SerialPort.Address], session: Int) {
        self.id = id
        self.socket = socket
        self.ports = ports
        self.session = session
        status = LineStatus(target: name, state: .identifying)
    }

    mutating func learnt(_ outcome: Introduction.Outcome) {
        switch outcome {
        case .given(let manufacturer, let imei):
            status.apply(.identified(ModemIdentity(manufacturer: manufacturer, imei: imei)))
            let words = [manufacturer, imei.map { "IMEI \($0)" }].compactMap(\.self).joined(separator: ", ")
            let claim =
                words.isEmpty ? "It answers AT and does not say who it is" : "It says that it is \(words)"
            status.apply(.stateChanged(.needsYes, detail: "\(place) is in no table of modems. \(claim)"))
            status.stranger = StrangeDevice(id, imei: imei, socket: socket)
            status.fix = "catchline modem allow --modem \(imei ?? status.target)"
        case .none:
            status.apply(.stateChanged(.failed, detail: "\(place): nothing on it answers as a modem does"))
        }
    }

    mutating func failed(_ error: SerialPortError) {
        status.apply(.stateChanged(error.state, detail: error.description))
        status.fix = error.fix
    }

    private var place: String { "\(id) in USB socket \(socket)" }
}
