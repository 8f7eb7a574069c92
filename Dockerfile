# syntax=docker/dockerfile:1
# One file for all five services: docker build --build-arg SERVICE=CatalogService .
# What is deployed is what the tests ran: UseAspire=false.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG SERVICE
ENV UseAspire=false
WORKDIR /src
COPY global.json Directory.*.props .editorconfig ./
COPY ServiceDefaults/*.csproj ServiceDefaults/packages.lock.json ServiceDefaults/
COPY CatalogService/Contracts/*.csproj CatalogService/Contracts/packages.lock.json CatalogService/Contracts/
COPY CartService/Contracts/*.csproj CartService/Contracts/packages.lock.json CartService/Contracts/
COPY OrderService/Contracts/*.csproj OrderService/Contracts/packages.lock.json OrderService/Contracts/
COPY WebFrontend/Contracts/*.csproj WebFrontend/Contracts/packages.lock.json WebFrontend/Contracts/
COPY ${SERVICE}/*.csproj ${SERVICE}/packages.lock.json ${SERVICE}/
RUN dotnet restore ${SERVICE} --locked-mode
COPY ServiceDefaults/ ServiceDefaults/
COPY CatalogService/Contracts/ CatalogService/Contracts/
COPY CartService/Contracts/ CartService/Contracts/
COPY OrderService/Contracts/ OrderService/Contracts/
COPY WebFrontend/Contracts/ WebFrontend/Contracts/
COPY ${SERVICE}/ ${SERVICE}/
# The native starter has the assembly's name baked in, so it may be called the same in every image.
RUN dotnet publish ${SERVICE} --no-restore -c Release -o /app && cp /app/${SERVICE} /app/service

# chiseled-extra: no shell and no package manager, with the culture data that prices and dates are written with.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENTRYPOINT ["/app/service"]
