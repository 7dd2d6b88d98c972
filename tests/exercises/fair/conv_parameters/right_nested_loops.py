def conv_parameters(inputs, outputs, kernel, bias):
    parameters = 0
    for o in range(outputs):
        for i in range(inputs):
            # one kernel
            for row in range(kernel):
                for column in range(kernel):
                    parameters += 1
        if bias == True:
            parameters += 1
    return parameters
