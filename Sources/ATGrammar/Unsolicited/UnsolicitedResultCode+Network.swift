/// The lines that tell of the SIM and the network.
extension UnsolicitedResultCode {
    static func network(_ response: InformationResponse) -> UnsolicitedResultCode? {
        switch response.prefix {
        case "+CREG", "+CGREG", "+CEREG", "+C5GREG":
            Registration(unsolicited: response).map { .registration($0) }
        case "+CPIN": SIMState(response).map { .simState($0) }
        case "+SIM": sim(isPresent: response.text.uppercased() == "INSERTED")
        // `<enable>,<inserted>` also answers the query; both are worth the same.
        case "+QSIMSTAT", "+CSMINS": response[1].integer.map { sim(isPresent: $0 == 1) }
        case "#QSS" where response.fields.count == 1: response[0].integer.map { sim(isPresent: $0 != 0) }
        default: nil
        }
    }

    /// That a SIM is there does not yet say in which state it is.
    private static func sim(isPresent: Bool) -> UnsolicitedResultCode {
        .simState(isPresent ? .inserted : .absent)
    }
}
